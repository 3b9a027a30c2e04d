import { join } from 'node:path';
import { type Client, createClient, LibsqlBatchError, LibsqlError } from '@libsql/client/web';
import { type Database, DatabaseError } from '@/db/database/database';
import { describeUrl } from '@/db/database/database-url';
import { causesOf, isNetworkError, rootCause } from '@/db/database/root-cause';
import { withBudget } from '@/db/drivers/budget';
import { createQuery } from '@/db/drivers/libsql-query';
import { MIGRATIONS_TABLE, missingMigrations, requireMigrated } from '@/db/drivers/migrations';
import { within } from '@/db/drivers/within';
import * as tables from '@/db/tables/sqlite-tables';
import journal from '@/drizzle/sqlite/meta/_journal.json';

/** The parameters that a libSQL URL may have. */
const PARAMETERS: ReadonlySet<string> = new Set(['authToken', 'tls']);

/** The wait for a first answer: a WebSocket to a server that never answers would wait for ever. */
const START_MS = 4000;

/** The wait for the answer to one request: a server that never answers would hold it for ever. */
const ANSWER_MS = 4000;

/** The same for a migration: one request may rewrite tables of millions of rows. */
const MIGRATION_MS = 300_000;

/**
 * Codes of a statement that is wrong or refused; any other code means that the server could not
 * answer.
 */
const STATEMENT_REFUSED = /^(?:SQL_|SQLITE_(?:CONSTRAINT|UNKNOWN|ERROR|MISMATCH|RANGE|MISUSE)$)/;

/** Opens the database of a libSQL server, which must be migrated. */
export async function open(url: string): Promise<Database> {
  const client = connect(url);
  try {
    requireMigrated(url, journal, await within(START_MS, newestApplied(client)));
  } catch (error) {
    client.close();
    throw error instanceof DatabaseError ? error : refusal(url, error);
  }
  return {
    ...createQuery(client),
    tables,
    withBudget,
    isFailure,
    isConflict: (error) => /UNIQUE constraint failed/.test(rootCause(error)?.message ?? ''),
    async ping() {
      await client.execute('select 1 from users limit 1');
    },
    async close() {
      client.close();
    },
  };
}

/**
 * Applies the migrations that are missing, all or none of them. Of two processes that do so at
 * once, the later one finds that the newest is not what it saw, and looks again. Throws a
 * `DatabaseError` that says why it cannot.
 */
export async function migrate(url: string): Promise<void> {
  const client = connect(url, MIGRATION_MS);
  try {
    await within(START_MS, newestApplied(client));
    await client.execute(
      `create table if not exists ${MIGRATIONS_TABLE}
       (id integer primary key, hash text not null, created_at numeric)`,
    );
    while (!(await applyMissing(client)));
  } catch (error) {
    throw refusal(url, error);
  } finally {
    client.close();
  }
}

/** False if another process was first. */
async function applyMissing(client: Client): Promise<boolean> {
  const newest = await newestApplied(client);
  const missing = missingMigrations(join(process.cwd(), 'drizzle/sqlite'), newest);
  if (missing.length === 0) return true;
  const statements = missing.flatMap(({ sql, hash, folderMillis }) => [
    ...sql,
    {
      sql: `insert into ${MIGRATIONS_TABLE} (hash, created_at) values (?, ?)`,
      args: [hash, folderMillis],
    },
  ]);
  const isUnchanged = `(select coalesce(max(created_at), 0) from ${MIGRATIONS_TABLE}) = ${newest}`;
  const isWhole = 'not exists (select 1 from pragma_foreign_key_check)';
  try {
    await client.migrate([failUnless(isUnchanged), ...statements, failUnless(isWhole)]);
    return true;
  } catch (error) {
    const isLate = error instanceof LibsqlBatchError && error.statementIndex === 0;
    if (isLate || /SQLITE_BUSY|locked/.test(String(error))) return false;
    throw error;
  }
}

/** A statement that fails, and so ends its batch, unless the condition holds. */
function failUnless(condition: string): string {
  return `select case when not (${condition}) then json('the condition does not hold') end`;
}

/** Returns the time at which the newest applied migration was made; 0 if there is none. */
async function newestApplied(client: Client): Promise<number> {
  try {
    const { rows } = await client.execute(`select max(created_at) from ${MIGRATIONS_TABLE}`);
    return Number(rows[0]?.[0] ?? 0);
  } catch (error) {
    if (/no such table/.test(String(error))) return 0;
    throw error;
  }
}

function connect(url: string, answerMs = ANSWER_MS): Client {
  const { username, password, search } = new URL(url);
  if (username || password) {
    throw new DatabaseError('DATABASE_URL must have its token as ?authToken=, and no user name');
  }
  const others = [...new URLSearchParams(search).keys()].filter((key) => !PARAMETERS.has(key));
  if (others.length > 0) {
    throw new DatabaseError(`DATABASE_URL has parameters that libSQL does not know: ${others}`);
  }
  const bounded = (request: Request) => fetch(request, { signal: AbortSignal.timeout(answerMs) });
  return createClient({ url, fetch: bounded });
}

function isFailure(error: unknown): boolean {
  const told = causesOf(error).find((cause) => cause instanceof LibsqlError);
  if (told) return !STATEMENT_REFUSED.test(told.code) || /disk|full|readonly/i.test(told.message);
  return isNetworkError(error) || /closed/.test(rootCause(error)?.message ?? '');
}

function refusal(url: string, error: unknown): DatabaseError {
  const cause = rootCause(error);
  const why = cause?.message.split('\n', 1)[0] ?? String(error);
  return new DatabaseError(`the database ${describeUrl(url)} cannot be used: ${why}`);
}
