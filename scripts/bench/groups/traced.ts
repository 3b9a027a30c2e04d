import type { Figure } from '@/scripts/bench/measure/figures';
import { tracedBytesOfRoutes } from '@/scripts/build-sizes';

/** The largest of the API's routes, by its traced files, in MB (10⁶ bytes). */
export function measureTraces(app: string): Figure {
  const sizes = Object.entries(tracedBytesOfRoutes(app))
    .filter(([path]) => path.startsWith('/api/') && path !== '/api/bare')
    .map(([route, bytes]) => ({ route, megabytes: bytes / 1e6 }))
    .sort((a, b) => b.megabytes - a.megabytes);
  const [largest] = sizes;
  if (!largest) throw new Error('No API route has a list of traced files.');
  const smallest = sizes.at(-1)?.megabytes ?? Number.NaN;
  return {
    name: `traced files of the API route that has most, ${largest.route}`,
    value: largest.megabytes,
    unit: 'MB',
    wanted: { atMost: 15 },
    raw: [
      { of: 'routes', unit: '', samples: [sizes.length] },
      { of: 'the one that has least', unit: 'MB', samples: [smallest] },
    ],
  };
}
