import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Cores } from '@/scripts/bench/measure/cores';
import type { Plan } from '@/scripts/bench/measure/load';

/** What every group of measurements is given. */
export interface Workshop {
  /** Holds all that is built, the servers' data and their output. */
  folder: string;
  plan: Plan;
  /** True for a run that tries whether everything works, with short samples. */
  isQuick: boolean;
  cores: Cores | null;
  /** Tells how far it is. */
  tell(message: string): void;
}

let count = 0;

/** A new folder for the data of one server. */
export async function newFolder({ folder }: Workshop, name: string): Promise<string> {
  count += 1;
  const path = join(folder, 'data', `${name}-${process.pid}-${count}`);
  await mkdir(path, { recursive: true });
  return path;
}

/** Writes files, by their paths, into a folder. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
