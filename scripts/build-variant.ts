import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a program in a folder; rejects with all of its output. */
type Run = (program: string, ...args: string[]) => Promise<void>;

function runIn(folder: string): Run {
  return async (program, ...args) => {
    // The runner's own NODE_ENV would confuse Next.js, and production would make npm leave out
    // development dependencies.
    const NODE_ENV = args.at(-1) === 'build' ? 'production' : 'development';
    const env = { ...process.env, NODE_ENV, NEXT_TELEMETRY_DISABLED: '1' } as const;
    await run(program, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }).catch(
      (error: { stdout: string; stderr: string }) => {
        throw new Error(`${program} ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`);
      },
    );
  };
}

/** Builds the app in `folder` as `npm run build` does. */
export function build(folder: string): Promise<void> {
  return runIn(folder)(process.execPath, 'node_modules/next/dist/bin/next', 'build');
}

/** Gives a folder the project's packages as they are. */
export function linkPackages(folder: string): Promise<void> {
  // Hard links cost no time; across file systems only a copy will do.
  const link = 'cp -al node_modules "$0" 2>/dev/null || cp -a node_modules "$0"';
  return runIn('.')('sh', '-c', link, folder);
}

/** A copy of the project in a folder of its own. */
interface Variant {
  folder: string;
  remove: () => Promise<void>;
}

/**
 * Copies the project's files to a folder of their own, `node_modules` as they are (so no native
 * addon is built again), and lets `change` alter the copy.
 */
export async function copyProject(
  change: (folder: string, run: Run) => Promise<void>,
): Promise<Variant> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-variant-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const list = 'git ls-files --cached --others --exclude-standard -z';
    await runIn('.')('sh', '-c', `${list} | tar --null -T - -cf - | tar -xf - -C "$0"`, folder);
    await linkPackages(folder);
    await change(folder, runIn(folder));
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}

/** Copies the project as `copyProject` does, and builds the copy. */
export function buildVariant(
  change: (folder: string, run: Run) => Promise<void>,
): Promise<Variant> {
  return copyProject(async (folder, run) => {
    await change(folder, run);
    await build(folder);
  });
}

const NEXT_13 = ['next@13.5.11', 'react@18.3.1', 'react-dom@18.3.1'];

/** Builds a copy on the Next.js of the original system. */
export function buildNext13(): Promise<Variant> {
  return buildVariant(async (copy, run) => {
    // `--ignore-scripts` keeps the native addons as they were built.
    const flags = [
      '--no-save',
      '--ignore-scripts',
      '--legacy-peer-deps',
      '--prefer-offline',
      '--fetch-retries=5',
    ];
    await run('npm', 'install', ...flags, ...NEXT_13);
    // With a lock file, Next.js 13 tries to patch it from the network.
    await rm(join(copy, 'package-lock.json'));
  });
}
