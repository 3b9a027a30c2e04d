import { measureCores } from '@/scripts/bench/groups/cores';
import { measureLog } from '@/scripts/bench/groups/log';
import { measureMemory } from '@/scripts/bench/groups/memory';
import { measurePages } from '@/scripts/bench/groups/pages';
import { measurePath } from '@/scripts/bench/groups/path';
import { measureSignIn } from '@/scripts/bench/groups/sign-in';
import { measureStart } from '@/scripts/bench/groups/start';
import type { Result } from '@/scripts/bench/measure/figures';
import type { Workshop } from '@/scripts/bench/servers/workshop';

/** Groups of measurements, in the order of the table. */
export const GROUPS = {
  path: { title: 'The path of a request', measure: measurePath },
  'sign-in': { title: 'Signing in', measure: measureSignIn },
  cores: { title: 'Several processes', measure: measureCores },
  start: { title: 'The start', measure: measureStart },
  memory: { title: 'Memory', measure: measureMemory },
  pages: { title: 'Pages and files', measure: measurePages },
  log: { title: 'The log', measure: measureLog },
} as const satisfies Record<
  string,
  { title: string; measure: (workshop: Workshop) => Promise<Result> }
>;
export type GroupName = keyof typeof GROUPS;

/** The names of all groups. */
export const GROUP_NAMES = Object.keys(GROUPS) as GroupName[];
