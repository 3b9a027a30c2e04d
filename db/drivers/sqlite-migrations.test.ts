import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { open } from '@/db/drivers/sqlite';
import { insertUser } from '@/db/repositories/accounts';
import { openSession } from '@/db/repositories/sessions';
import { sessionRow, userRow } from '@/tests/support/test-database';

let folder: string;
let url: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-migrations-'));
  url = `file:${join(folder, 'auth.db')}`;
  const db = await openDatabase(url);
  const user = await insertUser(db, userRow());
  if (user) await openSession(db, user, sessionRow({ userId: user.id }), { lastLogin: new Date() });
  await db.close();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A folder of our migrations and one more. */
function migrationsWith(...statements: string[]): string {
  const migrations = join(folder, 'migrations');
  cpSync('drizzle/sqlite', migrations, { recursive: true });
  const journalFile = join(migrations, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: 'next' });
  writeFileSync(journalFile, JSON.stringify(journal));
  writeFileSync(join(migrations, 'next.sql'), statements.join(';--> statement-breakpoint\n'));
  return migrations;
}

async function countSessions(migrations?: string): Promise<number> {
  const db = await open(url, migrations);
  const sessions = await db.query.select().from(db.tables.sessions);
  await db.close();
  return sessions.length;
}

it('a migration that rebuilds a table keeps the rows that refer to it', async () => {
  const migrations = migrationsWith(
    'create table copy as select * from users',
    'drop table users',
    'alter table copy rename to users',
    'create unique index users_id on users (id)',
  );
  expect(await countSessions(migrations)).toBe(1);
});

it('a first migration that was killed half-way is undone and made again', async () => {
  const file = join(folder, 'killed.db');
  const code = `
    const { default: BetterSqlite } = await import('better-sqlite3');
    const db = new BetterSqlite('${file}');
    db.pragma('cache_size = 1');
    db.exec('begin; create table users (id integer)');
    for (let i = 0; i < 2000; i += 1) db.exec('insert into users values (' + i + ')');
    process.kill(process.pid, 'SIGKILL');`;
  const node = ['--input-type=module', '-e', code];
  spawnSync(process.execPath, node);
  expect(existsSync(`${file}-journal`)).toBe(true);
  const db = await openDatabase(`file:${file}`);
  expect(await insertUser(db, userRow())).toMatchObject({ id: 1 });
  await db.close();
});

it('a migration that fails changes nothing, and is reported in one line', async () => {
  const migrations = migrationsWith('drop table sessions', 'create nonsense');
  await expect(open(url, migrations)).rejects.toThrow(
    /^the database \S+ cannot be used: near "nonsense": syntax error$/,
  );
  expect(await countSessions()).toBe(1);
});

it('a migration that would leave a session without its user is refused', async () => {
  const migrations = migrationsWith('delete from users');
  await expect(open(url, migrations)).rejects.toThrow('refer to nothing');
  expect(await countSessions()).toBe(1);
});
