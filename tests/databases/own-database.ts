import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { migrateDatabase } from '@/db/client';
import { emptyDatabase } from '@/tests/databases/empty-database';
import { startLibsql } from '@/tests/databases/libsql-server';

/** The server that a project's tests have their databases on; files where there is none. */
export type DatabaseServer =
  /** Our PostgreSQL, in which the database of this URL is migrated. */
  | { kind: 'postgres'; url: string }
  /** A server for each test file with a copy of this data, which is migrated. */
  | { kind: 'libsql'; template: string }
  /** A server with one database for all tests. */
  | { kind: 'given'; url: string };

/** A migrated database that no other test uses. */
interface OwnDatabase {
  url: string;
  remove(): Promise<void>;
}

/** Makes a database for one test file; a file of it lies in `folder`. */
export async function makeOwnDatabase(
  server: DatabaseServer | undefined,
  folder: string,
): Promise<OwnDatabase> {
  if (server?.kind === 'postgres') return copyPostgres(server.url);
  if (server?.kind === 'libsql') return startLibsql(server.template);
  const empty = await makeEmptyDatabase(server, folder);
  try {
    await migrateDatabase(empty.url);
    return empty;
  } catch (error) {
    await empty.remove();
    throw error;
  }
}

/** Makes a database without any tables for one test file; a file of it lies in `folder`. */
export async function makeEmptyDatabase(
  server: DatabaseServer | undefined,
  folder: string,
): Promise<OwnDatabase> {
  if (server?.kind === 'postgres') return copyPostgres(server.url, 'template1');
  if (server?.kind === 'libsql') return startLibsql();
  const url = server?.url ?? `file:${join(folder, 'auth.db')}`;
  if (server) await emptyDatabase(url);
  return { url, remove: async () => {} };
}

/** A copy of the database at this URL, made by its server: faster than to migrate another. */
async function copyPostgres(
  server: string,
  template = new URL(server).pathname.slice(1),
): Promise<OwnDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const atServer = async (sql: string) => {
    const client = new pg.Client(new URL('/postgres', server).href);
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await atServer(`create database ${name} template ${template}`);
  return {
    url: new URL(`/${name}`, server).href,
    remove: () => atServer(`drop database ${name} with (force)`),
  };
}
