/**
 * One parser of a stranger's input, and a text of about `length` characters that is hard for it.
 */
export interface Parser {
  parse: (input: string) => unknown;
  make: (length: number) => string;
}

/**
 * The runs of each size; the fastest counts, since other work on the machine only ever adds time.
 */
const RUNS = 5;

/**
 * The shortest measured time: a shorter run is repeated, or clocks and collectors would decide it.
 */
const MIN_MS = 0.3;

async function timeOf({ parse }: Parser, input: string, times: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < times; i += 1) await parse(input);
  return performance.now() - start;
}

/**
 * Returns the factor by which a parser takes longer for twice the text: about 2 if it is linear, 4
 * if it looks at each character again for each other one. It is the lower of two doublings: where a
 * bound begins to refuse, or V8 moves a string or list in memory, there is a step that comes once.
 */
export async function growthOf(parser: Parser, length: number): Promise<number> {
  const inputs = [length, 2 * length, 4 * length].map(parser.make);
  let times = 1;
  // This warms the code up as well.
  while ((await timeOf(parser, inputs[0] ?? '', times)) < MIN_MS && times < 4096) times *= 2;
  const best = inputs.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [at, input] of inputs.entries()) {
      best[at] = Math.min(best[at] ?? 0, await timeOf(parser, input, times));
    }
  }
  const [small = 0, twice = 0, fourTimes = 0] = best;
  return Math.min(twice / small, fourTimes / twice);
}

/** The most measurements: one that other work on the machine spoilt is no fault of a parser. */
const MEASUREMENTS = 4;

/** Returns the lowest growth of a few measurements; stops after the first one within `atMost`. */
export async function leastGrowthOf(
  parser: Parser,
  length: number,
  atMost: number,
): Promise<number> {
  let growth = Number.POSITIVE_INFINITY;
  for (let n = 0; n < MEASUREMENTS && growth > atMost; n += 1) {
    growth = Math.min(growth, await growthOf(parser, length));
  }
  return growth;
}
