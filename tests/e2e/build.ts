import type { TestProject } from 'vitest/node';
import { buildOnce } from '@/tests/support/built-app';

/** The app as it is, built in place. */
export async function setup(project: TestProject): Promise<void> {
  await buildOnce();
  project.provide('appFolder', process.cwd());
}
