import { build } from '@/scripts/build-variant';

// Each project loads this file anew, and all share one process: one build serves them all.
const KEY = Symbol.for('gatehouse.build');
const shared = globalThis as { [KEY]?: Promise<void> };

/** Builds the app as it is, in place and once for all, unless `npm run check` has. */
export function buildOnce(): Promise<void> {
  shared[KEY] ??= process.env.BUILT_APP ? Promise.resolve() : build('.');
  return shared[KEY];
}
