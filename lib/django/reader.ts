import { existsSync, statSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { DatabaseError } from '@/db/database/database';
import { rootCause } from '@/db/database/root-cause';
import { connectionOptions } from '@/db/drivers/postgres-pool';

/** The longest that reading a page may take: the system may be busy. */
const READ_MS = 60_000;

/** A Django database, read only. Statements have `?` for values and are plain enough for both. */
export interface DjangoReader {
  /** Names of a table's columns; none if there is no such table. */
  columnsOf(table: string): Promise<string[]>;
  rows(statement: string, values?: readonly unknown[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Opens the SQLite file or PostgreSQL URL of a Django system. Throws a `DatabaseError`. */
export async function openDjango(address: string): Promise<DjangoReader> {
  const isPostgres = /^postgres(?:ql)?:/i.test(address);
  // A path may have a colon, but only an address has both slashes.
  if (!isPostgres && /^(?!file:|sqlite:)[a-z][a-z+]*:\/\//i.test(address)) {
    throw new DatabaseError('the Django database must be a SQLite file or a postgres: URL');
  }
  const reader = await (isPostgres ? openPostgres(address) : openSqlite(address)).catch(refuse);
  return { ...reader, rows: (...query) => reader.rows(...query).catch(refuse) };
}

/** Throws with the driver's message alone: the address may hold a password. */
function refuse(error: unknown): never {
  throw new DatabaseError(`the Django database cannot be read: ${rootCause(error)?.message}`);
}

async function openSqlite(address: string): Promise<DjangoReader> {
  const file = address.replace(/^(?:file|sqlite):(?:\/\/)?/, '');
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  if (!statSync(file).isFile()) throw new Error(`${file} is no file`);
  const connection = new BetterSqlite(file, { readonly: true });
  // Fails here, and not in the middle of an import, if the file is no database.
  connection.prepare('select 1 from sqlite_master').get();
  return {
    async columnsOf(table) {
      const names = connection.prepare('select name from pragma_table_info(?)').pluck();
      return names.all(table) as string[];
    },
    rows: async (statement, values = []) => connection.prepare(statement).all(...values),
    async close() {
      connection.close();
    },
  };
}

async function openPostgres(address: string): Promise<DjangoReader> {
  const { default: pg } = await import('pg');
  // All hashes travel over this connection: over verified TLS, as to our own database.
  const client = new pg.Client({ ...connectionOptions(address), query_timeout: READ_MS });
  // A lost connection fails the query under way; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  const rows = async (statement: string, values: readonly unknown[] = []): Promise<unknown[]> => {
    let count = 0;
    const numbered = statement.replaceAll('?', () => {
      count += 1;
      return `$${count}`;
    });
    return (await client.query(numbered, [...values])).rows;
  };
  return {
    async columnsOf(table) {
      const found = await rows(
        `select column_name as name from information_schema.columns
         where table_name = ? and table_schema = any(current_schemas(false))`,
        [table],
      );
      return (found as { name: string }[]).map(({ name }) => name);
    },
    rows,
    close: () => client.end(),
  };
}
