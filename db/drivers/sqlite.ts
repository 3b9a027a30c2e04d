import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { type Database, DatabaseError, type Queries } from '@/db/database/database';
import { codeOf, isNetworkError, rootCause } from '@/db/database/root-cause';
import { withBudget } from '@/db/drivers/budget';
import { MIGRATIONS_TABLE } from '@/db/drivers/migrations';
import { migrateSqlite } from '@/db/drivers/sqlite-migrations';
import { createQuery, retryWhileBusy } from '@/db/drivers/sqlite-query';
import * as tables from '@/db/tables/sqlite-tables';

/** Result codes of a database that cannot answer now, as opposed to a wrong statement. */
const FAILURE =
  /^SQLITE_(?:BUSY|LOCKED|IOERR|FULL|CANTOPEN|READONLY|CORRUPT|NOTADB|PROTOCOL|NOMEM|PERM)/;

/** The time for which the check of a file waits for another process's write. */
const BUSY_TIMEOUT_MS = 2000;

/** The size up to which the whole file is checked at start, which takes about a second. */
const QUICK_CHECK_MAX_BYTES = 512 * 1024 * 1024;

/** Migrates the SQLite file of a `file:` URL, which opening it does as well. */
export async function migrate(url: string): Promise<void> {
  await (await open(url)).close();
}

/** Opens the SQLite file of a `file:` URL, makes it if need be, and migrates it. */
export async function open(
  url: string,
  migrationsFolder: string = join(process.cwd(), 'drizzle/sqlite'),
): Promise<Database> {
  const file = resolve(url.slice('file:'.length));
  try {
    if (existsSync(file)) inspect(file);
    else makeFile(file);
    return await connect(file, migrationsFolder);
  } catch (error) {
    throw error instanceof DatabaseError ? error : refusal(file, error);
  }
}

/** Makes folder and file if need be, for their owner only: they will hold password hashes. */
function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite gives its journals the mode that the file has.
  closeSync(openSync(file, 'a', 0o600));
}

/** Throws for a file that must not be changed, before anything could write to it. */
function inspect(file: string): void {
  if (!isWritable(file) || !isWritable(dirname(file))) {
    throw new DatabaseError(
      `the database ${file} is read-only: make the file and its folder writable for this user`,
    );
  }
  // A process that was killed in a first migration has left its journal: only a writer can undo it.
  const readonly = !existsSync(`${file}-journal`);
  const connection = new BetterSqlite(file, { readonly, timeout: BUSY_TIMEOUT_MS });
  try {
    const tables = connection
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .pluck()
      .all();
    if (tables.length > 0 && !tables.includes(MIGRATIONS_TABLE)) {
      throw new DatabaseError(
        `the database ${file} belongs to another program: point DATABASE_URL at a new file`,
      );
    }
    const isSmall = statSync(file).size <= QUICK_CHECK_MAX_BYTES;
    if (isSmall && connection.pragma('quick_check(1)', { simple: true }) !== 'ok') {
      throw Object.assign(new Error('it fails its integrity check'), { code: 'SQLITE_CORRUPT' });
    }
  } finally {
    connection.close();
  }
}

/** True if the mode allows writing, for root too, who could write to a read-only file. */
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return (statSync(path).mode & 0o222) !== 0;
  } catch {
    return false;
  }
}

/** The error that says in one line why a file cannot be used, and what to do. */
function refusal(file: string, error: unknown): DatabaseError {
  const code = codeOf(rootCause(error));
  const why = rootCause(error)?.message.split('\n', 1)[0] ?? String(error);
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) {
    return new DatabaseError(
      `the database ${file} is damaged (${why}): restore a backup, or move the file away`,
    );
  }
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) {
    return new DatabaseError(
      `the database ${file} is locked by another process: end it or wait, then start again`,
    );
  }
  return new DatabaseError(`the database ${file} cannot be used: ${why}`);
}

async function connect(file: string, migrationsFolder: string): Promise<Database> {
  const connection = new BetterSqlite(file);
  try {
    const queries = createQuery(connection);
    await retryWhileBusy(() => migrateSqlite(connection, migrationsFolder));
    // Of two processes that start at once, SQLite itself would refuse this to one without waiting.
    await retryWhileBusy(() => connection.pragma('journal_mode = WAL'));
    // FULL: what was acknowledged survives a power cut, not only a crash of this process.
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    return asDatabase(connection, queries);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function asDatabase(connection: BetterSqlite.Database, queries: Queries): Database {
  // Without a table in it, a statement would not touch the file.
  const touch = connection.prepare('select 1 from users limit 1');
  return {
    ...queries,
    tables,
    withBudget,
    isFailure: (error) =>
      isNetworkError(error) ||
      FAILURE.test(codeOf(rootCause(error))) ||
      rootCause(error)?.message === 'The database connection is not open',
    isConflict: (error) => codeOf(rootCause(error)) === 'SQLITE_CONSTRAINT_UNIQUE',
    async ping() {
      touch.get();
    },
    async close() {
      connection.close();
    },
  };
}
