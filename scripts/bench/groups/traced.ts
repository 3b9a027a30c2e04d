import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Figure } from '@/scripts/bench/measure/figures';

const TRACE = '.nft.json';

/** The megabytes (10⁶ bytes) of all files that a route needs at run time, native SQLite left out. */
async function tracedMegabytes(trace: string): Promise<number> {
  const { files } = JSON.parse(await readFile(trace, 'utf8')) as { files: string[] };
  const paths = new Set(
    files
      .filter((file) => !/better-sqlite3\/build\//.test(file))
      .map((file) => resolve(dirname(trace), file)),
  );
  const sizes = await Promise.all([...paths].map(async (path) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

/** The largest of the API's routes, by its traced files. */
export async function measureTraces(app: string): Promise<Figure> {
  const root = join(app, '.next/server/app/api');
  const names = await readdir(root, { recursive: true });
  const traces = names.filter(
    (name) => name.endsWith(`route.js${TRACE}`) && !name.startsWith('bare'),
  );
  const sizes: { route: string; megabytes: number }[] = [];
  for (const name of traces) {
    const megabytes = await tracedMegabytes(join(root, name));
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
