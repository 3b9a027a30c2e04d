/** A number that was measured several times; `unit` are the words after it. */
export interface Raw {
  /** What was measured; several numbers of one thing have the same. */
  of: string;
  unit: string;
  samples: readonly number[];
}

/** What a figure should be at least, or at most. */
export type Wanted = { atLeast: number } | { atMost: number };

/** One line of the table: a ratio (or another figure), what it should be, and what it is made of. */
export interface Figure {
  name: string;
  value: number;
  /** The same ratio by the CPU time that the servers took: other work on the machine disturbs it less. */
  byCpu?: number;
  /** `×` for a ratio. */
  unit: string;
  wanted?: Wanted;
  raw: readonly Raw[];
}

/** The result of one group of measurements. */
export interface Result {
  figures: readonly Figure[];
  /** What was left out, and why. */
  skipped: readonly string[];
}

/** True if a figure is what it should be; null if nothing is asked of it. */
export function isMet({ value, wanted }: Figure): boolean | null {
  if (!wanted) return null;
  return 'atLeast' in wanted ? value >= wanted.atLeast : value <= wanted.atMost;
}
