import { measurePath } from '@/scripts/bench/groups/path';
import type { Result } from '@/scripts/bench/measure/figures';
import type { Workshop } from '@/scripts/bench/servers/workshop';

/** Groups of measurements, in the order of the table. */
export const GROUPS = {
  path: { title: 'The path of a request', measure: measurePath },
} as const satisfies Record<
  string,
  { title: string; measure: (workshop: Workshop) => Promise<Result> }
>;
export type GroupName = keyof typeof GROUPS;

/** The names of all groups. */
export const GROUP_NAMES = Object.keys(GROUPS) as GroupName[];
