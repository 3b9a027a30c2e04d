import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { GROUPS } from '@/scripts/bench/groups/groups';
import { describeCommit, type Machine } from '@/scripts/bench/machine';
import type { Figure } from '@/scripts/bench/measure/figures';

/** The last results of each section, from which the document is made. */
export const RESULTS_FILE = 'docs/benchmarks.json';

/**
 * The document's sections: the groups of the bench, and what proofs measure that fill databases of
 * millions of rows first. Their figures come by `--add`.
 */
export const SECTIONS = [...Object.keys(GROUPS), 'growth', 'removal'];

/** JSON has null in place of a number that is none, such as the 99th percentile of nothing. */
const number = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const figure = z.object({
  name: z.string(),
  value: number,
  byCpu: number.optional(),
  unit: z.string(),
  wanted: z.union([z.object({ atLeast: z.number() }), z.object({ atMost: z.number() })]).optional(),
  raw: z.array(z.object({ of: z.string(), unit: z.string(), samples: z.array(number) })),
});

const results = z.object({
  machine: z.record(z.string(), z.string()).default({}),
  sections: z.record(
    z.string().refine((name) => SECTIONS.includes(name)),
    z.object({
      date: z.string().default(today),
      commit: z.string().default(describeCommit),
      isQuick: z.boolean().default(false),
      figures: z.array(figure),
      skipped: z.array(z.string()).default([]),
    }),
  ),
});

/** The results of one section, and when and of which commit they were taken. */
export interface Section {
  date: string;
  commit: string;
  isQuick: boolean;
  figures: readonly Figure[];
  skipped: readonly string[];
}

/** A machine, and the results of some sections on it. */
export interface Results {
  machine: Machine;
  sections: Readonly<Partial<Record<string, Section>>>;
}

/** This day, as results are dated. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * Reads results in the form in which `--json` prints them, of which only the
 * figures must be there; throws if they have another one.
 */
export function parseResults(text: string): Results {
  return results.parse(JSON.parse(text));
}

/** The results of the document; null before there are any. */
export function readResults(): Results | null {
  return existsSync(RESULTS_FILE) ? parseResults(readFileSync(RESULTS_FILE, 'utf8')) : null;
}

/**
 * Results with newer ones in place of those of the same sections. What another machine has measured
 * is left out: it compares with nothing.
 */
export function mergeResults(before: Results | null, { machine, sections }: Results): Results {
  const isSame = JSON.stringify(before?.machine) === JSON.stringify(machine);
  return { machine, sections: { ...(isSame && before?.sections), ...sections } };
}
