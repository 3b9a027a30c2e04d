/** Throws unless `isTrue`, which ends a proof at its first fault. */
export function expectThat(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Not so: ${what}`);
}
