import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build-variant';

// Each project loads this file anew, and all share one process: one build serves them all.
const KEY = Symbol.for('gatehouse.build');
const shared = globalThis as { [KEY]?: Promise<void> };

/** The app as it is, built in place. */
export async function setup(project: TestProject): Promise<void> {
  shared[KEY] ??= build('.');
  await shared[KEY];
  project.provide('appFolder', process.cwd());
}
