import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { insertUser } from '@/db/repositories/accounts';
import { findUserByEmail } from '@/db/repositories/users';
import { userRow } from '@/tests/support/test-database';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-db-'));
  file = join(folder, 'auth.db');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Returns the error of opening the file, and checks that the file is unchanged. */
async function refusal(): Promise<string> {
  const before = readFileSync(file);
  const error = await openDatabase(`file:${file}`).catch((reason: unknown) => reason);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(error).toMatchObject({ name: 'DatabaseError' });
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  return message;
}

describe('opening a file: database', () => {
  it('makes the file and its folder, and keeps what was stored', async () => {
    file = join(folder, 'new', 'folder', 'auth.db');
    const first = await openDatabase(`file:${file}`);
    await insertUser(first, userRow());
    await first.close();
    const second = await openDatabase(`file:${file}`);
    expect(await findUserByEmail(second, userRow().email)).toMatchObject({ id: 1 });
    await second.close();
  });

  it('uses a write-ahead log, syncs every commit, never blocks and checks references', async () => {
    const db = await openDatabase(`file:${file}`);
    const pragma = async (name: string) =>
      Object.values((await db.query.get<object>(sql.raw(`pragma ${name}`))) ?? {})[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('busy_timeout')).toBe(0);
    expect(await pragma('foreign_keys')).toBe(1);
    await db.close();
  });

  it('makes folder and file for their owner only, as they hold password hashes', async () => {
    file = join(folder, 'new', 'auth.db');
    await (await openDatabase(`file:${file}`)).close();
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('waits for a reader if it has to change the journal mode', async () => {
    await (await openDatabase(`file:${file}`)).close();
    const reader = new BetterSqlite(file);
    reader.pragma('journal_mode = DELETE');
    reader.exec('begin; select * from users');
    setTimeout(() => reader.close(), 300);
    const db = await openDatabase(`file:${file}`);
    await db.close();
  });

  it('fills an empty file', async () => {
    writeFileSync(file, '');
    const db = await openDatabase(`file:${file}`);
    await db.ping();
    await db.close();
  });
});

describe('a file that cannot be used', () => {
  it('is refused if it is read-only, for root too', async () => {
    await (await openDatabase(`file:${file}`)).close();
    chmodSync(file, 0o444);
    expect(await refusal()).toContain('is read-only: make the file and its folder writable');
  });

  it('is refused if its folder is read-only', async () => {
    await (await openDatabase(`file:${file}`)).close();
    chmodSync(folder, 0o555);
    expect(await refusal()).toContain('is read-only');
    chmodSync(folder, 0o755);
  });

  it('is refused if it is no database', async () => {
    writeFileSync(file, 'certainly no database\n'.repeat(100));
    expect(await refusal()).toContain('is damaged (file is not a database): restore a backup');
  });

  it('is refused if a page in its middle is damaged', async () => {
    await (await openDatabase(`file:${file}`)).close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096, 3 * 4096);
    writeFileSync(file, bytes);
    expect(await refusal()).toContain('is damaged');
  });

  it('is refused if it is cut short', async () => {
    await (await openDatabase(`file:${file}`)).close();
    writeFileSync(file, readFileSync(file).subarray(0, 2 * 4096));
    expect(await refusal()).toContain('is damaged');
  });

  it('is refused if it belongs to another program', async () => {
    const other = new BetterSqlite(file);
    other.exec('create table users (name text)');
    other.close();
    expect(await refusal()).toContain('belongs to another program');
  });

  it('is refused with one line if the folder cannot be made', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const open = openDatabase(`file:${join(folder, 'taken', 'auth.db')}`);
    await expect(open).rejects.toThrow(/^the database .* cannot be used/);
    expect(existsSync(file)).toBe(false);
  });
});

describe('isFailure', () => {
  const sqliteError = (code: string) => Object.assign(new Error('the driver says'), { code });

  it('tells a database that cannot answer from a wrong statement', async () => {
    const db = await openDatabase(`file:${file}`);
    for (const code of ['SQLITE_BUSY', 'SQLITE_IOERR_WRITE', 'SQLITE_FULL']) {
      expect(db.isFailure(sqliteError(code))).toBe(true);
      expect(db.isFailure(new Error('Failed query', { cause: sqliteError(code) }))).toBe(true);
    }
    for (const error of [sqliteError('SQLITE_ERROR'), new Error('x'), null, 'SQLITE_BUSY']) {
      expect(db.isFailure(error)).toBe(false);
    }
    await db.close();
    expect(db.isFailure(await findUserByEmail(db, 'x').catch((error) => error))).toBe(true);
  });
});
