import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildVariant } from '../../scripts/build-variant';

/** The app without its gate: what the pages guard by themselves. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await buildVariant((copy) => rm(join(copy, 'middleware.ts')));
  project.provide('appFolder', folder);
  return remove;
}
