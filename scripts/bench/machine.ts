import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { findDjango } from '@/scripts/bench/servers/django';

/** The machine and the versions that figures were measured with, by what each is. */
export type Machine = Readonly<Record<string, string>>;

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Describes this machine. */
export function describeMachine(): Machine {
  const { version } = JSON.parse(textOf('node_modules/next/package.json'));
  const system = /^PRETTY_NAME="(.*)"$/m.exec(textOf('/etc/os-release'))?.[1] ?? type();
  const gigabytes = (totalmem() / 1e9).toFixed(0);
  return {
    Processor: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores (${arch()})`,
    Memory: `${gigabytes} GB`,
    System: `${system}, ${type()} ${release()}`,
    'Node.js': process.versions.node,
    'Next.js': version,
    Django: findDjango() ?? 'not installed',
  };
}

/** The commit that is measured; with a mark if files were changed since. */
export function describeCommit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const isChanged = git('status', '--porcelain', '--', ':!docs/benchmarks.*') !== '';
  return git('rev-parse', '--short', 'HEAD') + (isChanged ? ' with changes' : '');
}
