import type { Figure, Raw, Wanted } from '@/scripts/bench/measure/figures';
import type { Sample } from '@/scripts/bench/measure/load';
import { medianRatio } from '@/scripts/bench/measure/statistics';

/** A comparison: the target `name`, as a share of the target `of`. */
export interface Comparison {
  name: string;
  of: string;
  wanted?: Wanted;
}

/** The samples of a target: by the clock, and by the server's own time. */
function rawOf(of: string, samples: readonly Sample[]): Raw[] {
  const pick = (key: keyof Sample) => samples.map((sample) => sample[key]);
  return [
    { of, unit: 'requests/s', samples: pick('requestsPerSecond') },
    { of, unit: 'ms of CPU each', samples: pick('cpuMs') },
    { of, unit: 'cores busy', samples: pick('serverCores') },
  ];
}

/** The ratio of two targets, of their rates and of the CPU time that the servers took. */
export function compare(
  samples: ReadonlyMap<string, readonly Sample[]>,
  { name, of, wanted }: Comparison,
): Figure[] {
  const [above, below] = [samples.get(name), samples.get(of)];
  if (!above || !below) return [];
  const pick = (list: readonly Sample[], key: keyof Sample) => list.map((sample) => sample[key]);
  const value = medianRatio(pick(above, 'requestsPerSecond'), pick(below, 'requestsPerSecond'));
  const byCpu = medianRatio(pick(below, 'cpuMs'), pick(above, 'cpuMs'));
  const raw = [...rawOf(name, above), ...rawOf(of, below)];
  return [{ name: `${name} / ${of}`, value, byCpu, unit: '×', ...(wanted && { wanted }), raw }];
}
