import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinned } from '@/scripts/bench/measure/cores';
import { endProcess } from '@/scripts/serve';

const START_TIMEOUT_MS = 60_000;
const END_TIMEOUT_MS = 20_000;

/** How to start a server. */
export interface Start {
  command: readonly string[];
  folder: string;
  env: Readonly<Record<string, string>>;
  /** The cores that it may use; null for all. */
  cores: string | null;
  /** The file that takes its output; none, and the output is a pipe, which the caller reads or not. */
  logFile: string | null;
}

/** A server under measurement. */
export interface Server {
  url: string;
  pid: number;
  child: ChildProcess;
  stop(): Promise<void>;
}

/** Servers that run: a bench that fails or is interrupted leaves none behind. */
const running = new Set<number>();
process.once('exit', () => {
  for (const pid of running) endGroup(pid);
});

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them are gone already.
  }
}

/** Starts a server and returns its process, the first of a group of its own. */
export function spawnServer({ command, folder, env, cores, logFile }: Start): ChildProcess {
  const [program = '', ...args] = pinned(cores, command);
  const output = logFile === null ? 'pipe' : openSync(logFile, 'a');
  const { PATH = '', HOME = '' } = process.env;
  const all = { PATH, HOME, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env } as const;
  const stdio = ['ignore', output, output] as const;
  const child = spawn(program, args, {
    cwd: folder,
    env: all,
    stdio: [...stdio],
    detached: true,
  });
  if (child.pid !== undefined) running.add(child.pid);
  return child;
}

/** Starts a server, and waits until it answers the path `ready`. */
export async function startServer(start: Start, url: string, ready: string): Promise<Server> {
  const child = spawnServer(start);
  await waitForAnswer(child, url + ready).catch((error: Error) => {
    const output = start.logFile === null ? '' : readFileSync(start.logFile, 'utf8').slice(-2000);
    throw new Error(`${error.message}\n${output}`);
  });
  return { url, pid: child.pid ?? 0, child, stop: () => stopServer(child) };
}

/** Waits for the first answer to `url`; returns the milliseconds that it took. */
export async function waitForAnswer(child: ChildProcess, url: string): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < START_TIMEOUT_MS && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer && answer.status < 500) return performance.now() - start;
    await sleep(5);
  }
  await stopServer(child);
  throw new Error(`${url} did not answer.`);
}

/** Ends a server and all that it has started. */
export async function stopServer(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const timer = setTimeout(() => endGroup(pid), END_TIMEOUT_MS);
  await endProcess(child, 'SIGTERM');
  clearTimeout(timer);
  endGroup(pid);
  running.delete(pid);
}
