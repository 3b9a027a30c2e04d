import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Figure } from '@/scripts/bench/measure/figures';

const TRACE = '.nft.json';

/** The native part of SQLite, which is as large as it is. */
const SQLITE_ADDON = /better-sqlite3[^/]*\/.*\.node$/;

/** The paths in a list of traced files. */
async function readTrace(trace: string): Promise<string[]> {
  const { files } = JSON.parse(await readFile(trace, 'utf8')) as { files: string[] };
  return files.map((file) => resolve(dirname(trace), file));
}

/** The megabytes (10⁶ bytes) of some files, each counted once; the SQLite addon and links not. */
async function megabytesOf(files: readonly string[]): Promise<number> {
  const sizes = [...new Set(files)].map(async (file) => {
    const found = await stat(file);
    return found.isFile() && !SQLITE_ADDON.test(file) ? found.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1e6;
}

/** The largest of the API's routes, by its traced files. */
export async function measureTraces(app: string): Promise<Figure> {
  const server = join(app, '.next/server');
  const root = join(server, 'app/api');
  // A platform bundles what the start needs with each route.
  const start = await readTrace(join(server, `instrumentation.js${TRACE}`));
  const names = await readdir(root, { recursive: true });
  const traces = names.filter(
    (name) => name.endsWith(`route.js${TRACE}`) && !name.startsWith('bare'),
  );
  const sizes: { route: string; megabytes: number }[] = [];
  for (const name of traces) {
    const megabytes = await megabytesOf([...start, ...(await readTrace(join(root, name)))]);
    sizes.push({ route: relative('.', dirname(name)), megabytes });
  }
  sizes.sort((a, b) => b.megabytes - a.megabytes);
  const [largest] = sizes;
  if (!largest) throw new Error('No API route has a list of traced files.');
  const smallest = sizes.at(-1)?.megabytes ?? Number.NaN;
  return {
    name: `traced files of the API route that has most, /api/${largest.route}`,
    value: largest.megabytes,
    unit: 'MB',
    wanted: { atMost: 15 },
    raw: [
      { of: 'routes', unit: '', samples: [sizes.length] },
      { of: 'the one that has least', unit: 'MB', samples: [smallest] },
    ],
  };
}
