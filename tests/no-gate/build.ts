import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { copyProject } from '@/scripts/build-variant';
import { buildOnce } from '@/tests/support/built-app';

/** The app without its gate: what the pages guard by themselves. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildOnce();
  const { folder, remove } = await copyProject(async (copy) => {
    const filter = (path: string) => path !== join('.next', 'cache');
    await cp('.next', join(copy, '.next'), { recursive: true, filter });
    // What the build found of `middleware.ts`: to build once more without it takes far longer.
    const manifest = join(copy, '.next/server/middleware-manifest.json');
    const found = JSON.parse(await readFile(manifest, 'utf8'));
    await writeFile(manifest, JSON.stringify({ ...found, middleware: {}, sortedMiddleware: [] }));
  });
  project.provide('appFolder', folder);
  return remove;
}
