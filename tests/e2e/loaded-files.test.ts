import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { tracedBytesOfRoutes } from '@/scripts/build-sizes';
import { nextMajor, startServer } from '@/tests/support/server';

const MAX_BYTES = 15_000_000;

/** Writes the files that a process has loaded to the one that LOADED_FILES names, when it ends. */
const NOTE_LOADED = `
import { writeFileSync } from 'node:fs';
import module from 'node:module';
process.once('exit', () => writeFileSync(process.env.LOADED_FILES, JSON.stringify(Object.keys(module._cache))));
`;

describe.skipIf(nextMajor() === 13)('a built app', () => {
  it('needs less than 15 MB of files for each route of the API', () => {
    const sizes = Object.entries(tracedBytesOfRoutes(inject('appFolder')));
    const ofApi = sizes.filter(([path]) => path.startsWith('/api/'));
    const [largest] = ofApi.toSorted(([, a], [, b]) => b - a);
    console.log(`The largest route is ${largest?.[0]}, with ${largest?.[1]} bytes.`);
    expect(largest?.[1]).toBeGreaterThan(MAX_BYTES / 15);
    expect(ofApi.filter(([, bytes]) => bytes >= MAX_BYTES)).toEqual([]);
  });

  it('loads the page that is asked for first, and no other one before its answer', async () => {
    const list = join(mkdtempSync(join(tmpdir(), 'gatehouse-loaded-')), 'files.json');
    const server = await startServer({
      LOADED_FILES: list,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(NOTE_LOADED)}`,
    });
    await server.stop('SIGTERM');
    const loaded = JSON.parse(readFileSync(list, 'utf8')) as string[];
    const entries = loaded.flatMap((file) => file.split('/.next/server/app/')[1] ?? []);
    expect(entries).toEqual(['api/health/route.js']);
  });
});
