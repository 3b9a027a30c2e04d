import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build-variant';

/** The app as it is, built in place. */
export async function setup(project: TestProject): Promise<void> {
  await build('.');
  project.provide('appFolder', process.cwd());
}
