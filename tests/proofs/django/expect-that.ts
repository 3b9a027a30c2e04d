/** Ends a proof at the first thing that is not as it should be. */
export function expectThat(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Not so: ${what}`);
}
