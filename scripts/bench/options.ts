import { parseArgs } from 'node:util';
import { GROUP_NAMES, type GroupName } from '@/scripts/bench/groups/groups';

/** What the command line asks for. */
export interface Options {
  only: readonly GroupName[];
  isQuick: boolean;
  isJson: boolean;
  /** Writes the results into the document. */
  isWritten: boolean;
  /** Keeps what is built, for the next run; null for a temporary folder. */
  folder: string | null;
}

const USAGE = `npm run bench -- [options]
  --only a,b      only these groups: ${GROUP_NAMES.join(', ')}
  --quick         short samples, to try whether everything works
  --json          prints JSON instead of a table
  --write         writes the results into docs/benchmarks.md, beside those of other groups
  --folder path   keeps what is built there, for the next run`;

function isGroup(name: string): name is GroupName {
  return GROUP_NAMES.some((group) => group === name);
}

/** Reads the command line; throws an error with the usage if it is wrong. */
export function readOptions(args: readonly string[]): Options {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      folder: { type: 'string' },
      quick: flag,
      json: flag,
      write: flag,
    },
  });
  const only = values.only?.split(',') ?? [...GROUP_NAMES];
  const known = only.filter(isGroup);
  if (known.length < only.length) throw new Error(USAGE);
  return {
    only: known,
    isQuick: values.quick,
    isJson: values.json,
    isWritten: values.write,
    folder: values.folder ?? null,
  };
}
