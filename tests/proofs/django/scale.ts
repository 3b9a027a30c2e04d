import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { migrateDatabase, openDatabase } from '@/db/client';
import { importDjango } from '@/lib/django/import-django';
import { TABLE_SHAPES } from '@/lib/django/table-shapes';
import { expectThat } from '@/tests/proofs/django/expect-that';

const USERS = 100_000;
/** The number of rows: every fifth user has an identity. */
const ROWS = USERS * 1.2;
const PART = 10_000;
const KILLS = 20;
const ATTEMPTS = 3;
/** 100 MB, in MiB. */
const MAX_GROWTH = 95;
const MAX_RATIO = 1.3;
const HASH = `pbkdf2_sha256$260000$${'s'.repeat(22)}$${'h'.repeat(43)}=`;

/** Imports many users in a process of its own and shows its memory and pace; then with kills. */
export async function proveScale(folder: string): Promise<void> {
  const from = join(folder, 'many.sqlite3');
  writeManyUsers(from);
  expectThat(await isEven(from, folder), 'memory and pace are as they should be');
  await proveKills(from, join(folder, 'killed.db'));
}

/**
 * True if an import goes at an even pace. Other work on the machine can slow it, but not even it
 * out.
 */
async function isEven(from: string, folder: string): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const to = join(folder, `measured${attempt}.db`);
    if ((await run(['tests/proofs/prove-django.ts', 'measure', from, to]).exited) === 0)
      return true;
  }
  return false;
}

function writeManyUsers(path: string): void {
  const file = new BetterSqlite(path);
  file.exec(TABLE_SHAPES.auth_user);
  file.exec(TABLE_SHAPES.social_auth_usersocialauth);
  const user = file.prepare(
    `insert into auth_user values (?, '${HASH}', '2024-01-02 03:04:05.678901', 0, ?, 'Lovelace', ?,
     0, 1, '2023-01-02 03:04:05.678901', 'Ada')`,
  );
  const identity = file.prepare(
    `insert into social_auth_usersocialauth values (?, 'google-oauth2', ?, ?, '{}',
     '2024-01-02 03:04:05.678901', '2024-01-02 03:04:05.678901')`,
  );
  file.transaction(() => {
    for (let id = 1; id <= USERS; id += 1) {
      // Spread over the index, as real addresses are.
      user.run(id, `user${id}`, `User.${(id * 7919) % 1_000_003}@Example.com`);
      if (id % 5 === 0) identity.run(id, `subject-${id}`, id);
    }
  })();
  file.close();
}

/** Imports and prints how memory grew and what a user took at the start and at the end. */
export async function measureImport(from: string, to: string): Promise<void> {
  const db = await openDatabase(`file:${to}`);
  const before = process.memoryUsage.rss();
  let peak = before;
  const reached = new Map([[0, performance.now()]]);
  const summary = await importDjango(db, {
    from,
    areEmailsVerified: false,
    onSkip: ({ reason }) => console.log(reason),
    onProgress(done) {
      if (done % PART === 0) reached.set(done, performance.now());
      peak = Math.max(peak, process.memoryUsage.rss());
    },
  });
  await db.close();
  const timeOfPart = (end: number) => (reached.get(end) ?? 0) - (reached.get(end - PART) ?? 0);
  const [first, last] = [timeOfPart(PART), timeOfPart(USERS)];
  const growth = (peak - before) / 2 ** 20;
  console.log(
    `imported ${summary.users.brought} users and ${summary.identities.brought} identities\n` +
      `memory grew by ${growth.toFixed(1)} MiB (less than ${MAX_GROWTH})\n` +
      `a user took ${(first / PART).toFixed(3)} ms first, ${(last / PART).toFixed(3)} ms last: ` +
      `${(last / first).toFixed(2)} × (at most ${MAX_RATIO})`,
  );
  process.exitCode = growth < MAX_GROWTH && last / first <= MAX_RATIO ? 0 : 1;
}

/** Kills imports at random moments, then lets one finish, and checks that all rows are there. */
async function proveKills(from: string, to: string): Promise<void> {
  const importing = () =>
    run(['lib/cli/cli.ts', 'import-django', from], { DATABASE_URL: `file:${to}` });
  let kills = 0;
  while (kills < KILLS) {
    await migrateDatabase(`file:${to}`);
    const child = importing();
    // From before it opens the database to after its first thousands; a new one once all are there.
    const code = await Promise.race([child.exited, sleep(600 + Math.random() * 1800)]);
    if (code !== undefined) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(to + suffix, { force: true });
      continue;
    }
    child.kill();
    await child.exited;
    kills += 1;
    console.log(`kill ${kills}: ${countRows(to)} rows are there`);
  }
  await importing().exited;
  const file = new BetterSqlite(to);
  const check = file.pragma('integrity_check', { simple: true });
  const orphans = file.pragma('foreign_key_check', { simple: true });
  file.close();
  const rows = countRows(to);
  console.log(`after ${kills} kills and one whole run: ${rows} rows; integrity_check: ${check}`);
  expectThat(rows === ROWS && check === 'ok' && orphans === undefined, 'all are there, and whole');
}

function countRows(path: string): number {
  try {
    const file = new BetterSqlite(path, { fileMustExist: true });
    const count = file.prepare(
      'select (select count(*) from users) + (select count(*) from identities)',
    );
    const rows = count.pluck().get();
    file.close();
    return Number(rows);
  } catch {
    // Killed before there was a file, or a table in it.
    return 0;
  }
}

function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { exited, kill: () => child.kill('SIGKILL') };
}
