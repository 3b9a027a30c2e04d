import type { TestProject } from 'vitest/node';
import { buildNext13 } from '@/scripts/build-variant';

/** The same source on the Next.js that the original system ran on. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await buildNext13();
  project.provide('appFolder', folder);
  return remove;
}
