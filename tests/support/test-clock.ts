/** A clock that moves only when a test moves it. */
export class TestClock {
  #time: number;

  constructor(start: string) {
    this.#time = Date.parse(start);
  }

  now = (): Date => new Date(this.#time);

  advance(seconds: number): void {
    this.#time += seconds * 1000;
  }
}
