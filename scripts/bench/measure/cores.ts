import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * The cores that a measurement divides: one for the server, another for the load, and both. Null
 * where nothing can be pinned, because there is one core or no `taskset`.
 */
export interface Cores {
  readonly server: string;
  readonly load: string;
  readonly both: string;
}

/** Finds two cores that this process may use. */
export function findCores(): Cores | null {
  const { stdout } = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  const list = /: ([\d,-]+)\s*$/.exec(stdout ?? '')?.[1];
  if (list === undefined || availableParallelism() < 2) return null;
  const numbers = list.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  const [server, load] = numbers.map(String);
  if (server === undefined || load === undefined) return null;
  return { server, load, both: `${server},${load}` };
}

function keepTo(list: string): void {
  spawnSync('taskset', ['-acp', list, String(process.pid)]);
}

/** Runs `act` with this process, all of its threads, on the core that is for the load. */
export async function onLoadCore<T>(cores: Cores | null, act: () => Promise<T>): Promise<T> {
  if (cores) keepTo(cores.load);
  try {
    return await act();
  } finally {
    if (cores) keepTo(cores.both);
  }
}

/** The command that runs another on the cores of `list`; the same one if it is null. */
export function pinned(list: string | null, command: readonly string[]): readonly string[] {
  return list === null ? command : ['taskset', '-c', list, ...command];
}
