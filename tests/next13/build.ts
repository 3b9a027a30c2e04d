import type { TestProject } from 'vitest/node';
import { buildNext13 } from '@/scripts/build-variant';

/** The same source on the Next.js that the original system ran on; built here, or by the check. */
export async function setup(project: TestProject) {
  const built = process.env.BUILT_NEXT13;
  if (built) {
    project.provide('appFolder', built);
    return undefined;
  }
  const { folder, remove } = await buildNext13();
  project.provide('appFolder', folder);
  return remove;
}
