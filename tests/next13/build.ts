import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildVariant } from '../../scripts/build-variant';

const VERSIONS = ['next@13.5.11', 'react@18.3.1', 'react-dom@18.3.1'];

/** The same source on the Next.js that the original system ran on. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await buildVariant(async (copy, run) => {
    // `--ignore-scripts` keeps the native addons as they were built.
    const flags = [
      '--no-save',
      '--ignore-scripts',
      '--legacy-peer-deps',
      '--prefer-offline',
      '--fetch-retries=5',
    ];
    await run('npm', 'install', ...flags, ...VERSIONS);
    // With a lock file, Next.js 13 tries to patch it from the network.
    await rm(join(copy, 'package-lock.json'));
  });
  project.provide('appFolder', folder);
  return remove;
}
