import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import { unavailable } from '@/lib/server/errors';
import type { DoesHashTasks, HashResult, HashTask } from '@/lib/server/passwords/hash-task';
import { type doInThread, doOnEventLoop } from '@/lib/server/passwords/hash-work.mjs';

/** The file that a thread loads, in the folder that the process was started in. */
const FILE = join(process.cwd(), 'lib/server/passwords/hash-work.mjs');

/** All threads but one end when they have had no work for so long, in milliseconds. */
const IDLE_MS = 60_000;

/** The time without threads after one could not be started, in milliseconds. */
const WITHOUT_MS = 60_000;

/**
 * The pause before each task on the event loop, in milliseconds: until so many short timers in a
 * row come on time, which shows that other requests have been served, and no longer than the longest.
 */
const PAUSE = { timerMs: 5, lateMs: 2, timersOnTime: 2, longestMs: 100 } as const;

/** The threads that hash passwords, so that the event loop is free for everything else. */
export interface HashThreads extends DoesHashTasks {
  /** The number of tasks that are worth beginning at once. */
  slots(): number;
}

interface HashThreadsOptions {
  threads: number;
  /** Takes a sentence for the log: no thread can be started, and what that means. */
  onHint?: (hint: string) => void;
  file?: string;
}

/** The cores that this process may use: how many there are, and how much time of them a container gets. */
interface Cores {
  count?: number;
  /** In cores; Infinity without a quota. */
  quota?: number;
  platform?: NodeJS.Platform;
}

/**
 * Returns the number of threads for one of `processes` on this machine. As many as there are cores
 * where threads stand back for the event loop. Elsewhere one core is left to it, and so it is under
 * a quota, which stops all threads alike once it is used up.
 */
export function countHashThreads(
  processes: number,
  { count = availableParallelism(), quota = readQuota(), platform = process.platform }: Cores = {},
): number {
  const standsBack = platform === 'linux' && quota >= count;
  const cores = Math.min(count, quota) - (standsBack ? 0 : 1);
  return Math.max(1, Math.round(cores / processes));
}

/** Reads a container's quota, which Node.js 20 does not count. */
function readQuota(): number {
  try {
    const [quota, period] = readFileSync('/sys/fs/cgroup/cpu.max', 'utf8').split(' ').map(Number);
    return quota && period ? quota / period : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/**
 * Creates threads for tasks, the first when there is one. Where none can be started, tasks are done
 * on the event loop, one at a time, and threads are tried again later. A thread that dies is
 * replaced, and its task is done once more; if that one dies as well, the task fails with the 503.
 */
export function createHashThreads({
  threads,
  onHint = () => {},
  file = FILE,
}: HashThreadsOptions): HashThreads {
  const onEventLoop = pLimit(1);
  let pool: Piscina<HashTask, Awaited<ReturnType<typeof doInThread>>> | null = null;
  let [hasWorked, isHintGiven, withoutUntil] = [false, false, Number.NEGATIVE_INFINITY];
  const isWithout = () => performance.now() < withoutUntil;

  function getPool() {
    if (pool) return pool;
    const options = { minThreads: 1, maxThreads: threads, idleTimeout: IDLE_MS };
    // A thread needs no variable of this process, which hold secrets, and no loader of TypeScript.
    const bare = { env: {}, execArgv: [] };
    pool = new Piscina({ filename: file, name: 'doInThread', ...options, ...bare });
    // One that fails without work has failed at its start: the rest of the pool would wait for it.
    pool.on('error', goWithout);
    return pool;
  }

  function goWithout(reason: unknown): void {
    withoutUntil = performance.now() + WITHOUT_MS;
    void pool?.destroy();
    pool = null;
    if (isHintGiven) return;
    isHintGiven = true;
    // By its code: what a thread throws could tell of its task.
    const { code, name } = reason as NodeJS.ErrnoException;
    const why = `no thread can be started (${code ?? name})`;
    onHint(`Passwords are hashed on the event loop, which slows other requests: ${why}.`);
  }

  async function tryInThread(task: HashTask): Promise<{ result: HashResult } | null> {
    let done: Awaited<ReturnType<typeof doInThread>>;
    try {
      done = await getPool().run(task);
    } catch (error) {
      if (!hasWorked) goWithout(error);
      return null;
    }
    hasWorked = true;
    if ('failure' in done) throw new Error(`a password could not be hashed: ${done.failure}`);
    return done;
  }

  return {
    slots: () => (isWithout() ? 1 : threads),
    async doTask<Task extends HashTask>(task: Task) {
      for (let tries = 0; tries < 2 && !isWithout(); tries += 1) {
        const done = await tryInThread(task);
        if (done) return done.result as HashResult<Task>;
      }
      if (!isWithout())
        throw unavailable(new Error('two threads died of one task'), 'hash threads');
      return onEventLoop(() => doOnEventLoopAfterOthers(task));
    },
  };
}

/**
 * bcryptjs gives way to other work between slices of 100 ms. While hashes follow one another, Node.js
 * takes one new connection every 100 ms, so that twenty requests a second would wait longer and longer.
 */
async function doOnEventLoopAfterOthers<Task extends HashTask>(task: Task) {
  const end = performance.now() + PAUSE.longestMs;
  for (let onTime = 0; onTime < PAUSE.timersOnTime && performance.now() < end; ) {
    const due = performance.now() + PAUSE.timerMs;
    await new Promise((resolve) => setTimeout(resolve, PAUSE.timerMs));
    onTime = performance.now() - due < PAUSE.lateMs ? onTime + 1 : 0;
  }
  return doOnEventLoop(task);
}

// Next.js bundles each route on its own, so a variable of a module would not be shared.
const KEY = Symbol.for('gatehouse.hash-threads');
const shared = globalThis as { [KEY]?: HashThreads };

/** Makes these the threads of the process, in place of as many as one process alone has. */
export function setHashThreads(threads: HashThreads): void {
  shared[KEY] = threads;
}

/** Returns the threads of the process. */
export function getHashThreads(): HashThreads {
  shared[KEY] ??= createHashThreads({ threads: countHashThreads(1) });
  return shared[KEY];
}
