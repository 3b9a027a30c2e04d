import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { inspect } from 'node:util';
import bcrypt from 'bcryptjs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { hashPassword, verifyPassword } from '@/lib/server/passwords/hash';
import { countHashThreads, createHashThreads } from '@/lib/server/passwords/hash-threads';

const COST = 4;
const WORK = join(process.cwd(), 'lib/server/passwords/hash-work.mjs');
const hashOf = (text: string) => ({ kind: 'hash', text, cost: COST }) as const;

// Where a thread's file finds the packages.
const folder = mkdtempSync(join(process.cwd(), 'node_modules/.hash-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file for threads, which has the real one's function at hand as `work`. */
function threadFile(name: string, body: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `import { doInThread as work } from '${WORK}';\n${body}`);
  return file;
}

describe('while threads hash', () => {
  it.each([
    ['bcrypt', '!'],
    ['pbkdf2', `pbkdf2_sha256$1000000$salt$${'A'.repeat(43)}=`],
    ['scrypt', `scrypt$16384$salt$8$5$${'A'.repeat(86)}==`],
    ['argon2', 'argon2$argon2id$v=19$m=102400,t=4,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA'],
  ])('the event loop has next to nothing to do: %s', async (_, encoded) => {
    const threads = createHashThreads({ threads: 2 });
    await Promise.all([1, 2].map(() => verifyPassword('warm', encoded, COST, threads)));
    const [cpu, loop] = [process.cpuUsage(), performance.eventLoopUtilization()];
    await Promise.all([1, 2].map(() => verifyPassword('secret', encoded, 11, threads)));
    const { active } = performance.eventLoopUtilization(loop);
    const { user } = process.cpuUsage(cpu);
    // By the time that the work took, however busy the machine is: some hundred milliseconds.
    expect(active).toBeLessThan(user / 1000 / 4);
  });

  it('a whole check takes one thread, in which Node.js’ own have no part', async () => {
    const file = threadFile(
      'whole',
      `import { pbkdf2 } from 'node:crypto';
      import { promisify } from 'node:util';
      export const doInThread = async (task) => {
        const own = [1, 2, 3, 4].map(() => promisify(pbkdf2)('x', 'y', 1_000_000, 32, 'sha256'));
        let isOver = false;
        void Promise.race(own).then(() => { isOver = true; });
        const done = await work(task);
        await new Promise(setImmediate);
        return isOver ? { failure: 'WAITED' } : done;
      };`,
    );
    const threads = createHashThreads({ threads: 1, file });
    const encoded = `pbkdf2_sha256$1000$salt$${'A'.repeat(43)}=`;
    const verdict = await verifyPassword('secret', encoded, COST, threads);
    expect(verdict.isCorrect).toBe(false);
  });

  it.runIf(process.platform === 'linux')('they stand back for the event loop', async () => {
    const file = threadFile(
      'priority',
      `import { getPriority } from 'node:os';
      export const doInThread = async (task) => {
        await work(task);
        return { result: String(getPriority()) };
      };`,
    );
    const before = getPriority();
    const found = await createHashThreads({ threads: 1, file }).doTask(hashOf('secret'));
    expect(Number(found)).toBe(Math.min(19, before + 10));
    expect(getPriority()).toBe(before);
  });
});

it('a failure says nothing of the password', async () => {
  const threads = createHashThreads({ threads: 1 });
  const bad = { kind: 'hash', text: 'hunter2', cost: {} as number } as const;
  const error = await threads.doTask(bad).catch((thrown) => thrown);
  expect(inspect(error, { depth: 9 })).toContain('a password could not be hashed: Error');
  expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
});

describe('a thread that dies', () => {
  it('is replaced, and its task done again or refused; the others go on', async () => {
    const hints: string[] = [];
    const file = threadFile(
      'dying',
      `import { writeFileSync } from 'node:fs';
      export const doInThread = async (task) => {
        if (task.text === 'twice') process.exit(1);
        if (task.text === 'throws') setImmediate(() => { throw new Error('twice hunter2'); });
        if (task.text === 'throws') return new Promise(() => {});
        if (task.text !== 'once') return work(task);
        try { writeFileSync('${join(folder, 'died')}', '', { flag: 'wx' }); } catch { return work(task); }
        process.exit(1);
      };`,
    );
    const onHint = (hint: string) => void hints.push(hint);
    const threads = createHashThreads({ threads: 2, file, onHint });
    await threads.doTask(hashOf('well'));
    const results = await Promise.allSettled(
      ['once', 'twice', 'well', 'throws'].map((text) => threads.doTask(hashOf(text))),
    );
    const done = { status: 'fulfilled', value: expect.stringMatching(/^\$2b\$04\$/) };
    const refused = { status: 'rejected', reason: { code: 'unavailable' } };
    expect(results).toMatchObject([done, refused, done, refused]);
    expect(inspect(results, { depth: 9 })).not.toContain('hunter2');
    expect(await Promise.all([1, 2, 3].map(() => threads.doTask(hashOf('well'))))).toHaveLength(3);
    expect([threads.slots(), hints]).toEqual([2, []]);
  });
});

describe('where no thread can be started', () => {
  const missing = join(folder, 'missing.mjs');

  it.each([
    ['for want of the file', missing, 'ERR_MODULE_NOT_FOUND'],
    [
      'for an error in it',
      threadFile('failing', "throw new TypeError('of hunter2');"),
      'TypeError',
    ],
    ['as it ends at once', threadFile('ending', 'process.exit(1);'), 'Error'],
  ])('passwords are hashed all the same, one at a time: %s', async (_, file, why) => {
    const hints: string[] = [];
    const onHint = (hint: string) => void hints.push(hint);
    const threads = createHashThreads({ threads: 4, file, onHint });
    expect(threads.slots()).toBe(4);
    const hashes = await Promise.all([1, 2, 3].map(() => hashPassword('secret', COST, threads)));
    expect(threads.slots()).toBe(1);
    for (const hash of hashes) {
      expect(await verifyPassword('secret', hash, COST, threads)).toMatchObject({
        isCorrect: true,
      });
    }
    expect(hints).toEqual([expect.stringContaining(`(${why})`)]);
  });

  it('everything else is served between two hashes', async () => {
    const threads = createHashThreads({ threads: 4, file: missing });
    await threads.doTask(hashOf('secret'));
    let [turns, isOver] = [0, false];
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    count();
    const [starts, ends]: [number[], number[]] = [[], []];
    const { hash } = bcrypt;
    vi.spyOn(bcrypt, 'hash').mockImplementation(async (text: string, cost: number | string) => {
      starts.push(turns);
      const hashed = await hash(text, cost);
      ends.push(turns);
      return hashed;
    });
    await Promise.all([1, 2, 3].map(() => threads.doTask(hashOf('secret'))));
    isOver = true;
    for (const after of [0, 1])
      expect((starts[after + 1] ?? 0) - (ends[after] ?? 0)).toBeGreaterThan(5);
  });

  it('they are tried again after a minute', async () => {
    const file = join(folder, 'late.mjs');
    const threads = createHashThreads({ threads: 2, file });
    await threads.doTask(hashOf('secret'));
    expect(threads.slots()).toBe(1);
    threadFile('late', 'export const doInThread = work;');
    const later = performance.now() + 61_000;
    vi.spyOn(performance, 'now').mockImplementation(() => later);
    expect(threads.slots()).toBe(2);
    const onEventLoop = vi.spyOn(bcrypt, 'hash');
    await threads.doTask(hashOf('secret'));
    expect(onEventLoop).not.toHaveBeenCalled();
    expect(threads.slots()).toBe(2);
  });
});

it.each([
  [1, 1, 'linux', Number.POSITIVE_INFINITY, 1],
  [1, 8, 'linux', Number.POSITIVE_INFINITY, 8],
  [2, 2, 'linux', Number.POSITIVE_INFINITY, 1],
  [3, 8, 'linux', Number.POSITIVE_INFINITY, 3],
  [64, 4, 'linux', Number.POSITIVE_INFINITY, 1],
  [1, 64, 'linux', 0.5, 1],
  [1, 64, 'linux', 4, 3],
  [1, 1, 'darwin', Number.POSITIVE_INFINITY, 1],
  [1, 8, 'darwin', Number.POSITIVE_INFINITY, 7],
  [2, 8, 'win32', Number.POSITIVE_INFINITY, 4],
] as const)(
  '%i processes on %i cores of %s, with a quota of %d, have %i threads each',
  (...row) => {
    const [processes, count, platform, quota, threads] = row;
    expect(countHashThreads(processes, { count, platform, quota })).toBe(threads);
  },
);
