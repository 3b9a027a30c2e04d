import { parseArgs } from 'node:util';
import { GROUP_NAMES, type GroupName } from '@/scripts/bench/groups/groups';

/** What the command line asks for. */
export interface Options {
  groups: readonly GroupName[];
  isQuick: boolean;
  isJson: boolean;
  /** Writes the results into the document. */
  isWritten: boolean;
  /** Files with results of proofs, in the form of `--json`. */
  added: readonly string[];
  /** Keeps what is built, for the next run; null for a temporary folder. */
  folder: string | null;
}

const USAGE = `npm run bench -- [options]
  --only a,b      only these groups: ${GROUP_NAMES.join(', ')}; or none
  --quick         short samples, to try whether everything works
  --json          prints JSON instead of a table
  --write         writes the results into docs/benchmarks.md, in place of those of the same groups
  --add file      adds results that a proof has written, in the form of --json
  --folder path   keeps what is built there, for the next run`;

function isGroup(name: string): name is GroupName {
  return GROUP_NAMES.some((group) => group === name);
}

/** Reads the command line; throws an error with the usage if it is wrong. */
export function readOptions(args: readonly string[]): Options {
  const [flag, text] = [{ type: 'boolean', default: false }, { type: 'string' }] as const;
  const options = {
    only: text,
    folder: text,
    add: { ...text, multiple: true } as const,
    quick: flag,
    json: flag,
    write: flag,
  };
  try {
    const { values } = parseArgs({ args: [...args], options });
    const only = values.only?.split(',') ?? GROUP_NAMES;
    const unknown = only.filter((name) => !isGroup(name) && name !== 'none');
    if (unknown.length > 0) throw new Error(`There is no group ${unknown.join(', ')}.`);
    return {
      groups: only.filter(isGroup),
      isQuick: values.quick,
      isJson: values.json,
      isWritten: values.write,
      added: values.add ?? [],
      folder: values.folder ?? null,
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
}
