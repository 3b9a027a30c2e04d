import type { TestProject } from 'vitest/node';
import { buildOnce } from '@/tests/support/built-app';

/** Builds the app in place. */
export async function setup(project: TestProject): Promise<void> {
  await buildOnce();
  project.provide('appFolder', process.cwd());
}
