import type { Database as Connection, Statement as KeptStatement } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import type { Queries, Returning, Statement } from '@/db/database/database';
import { codeOf } from '@/db/database/root-cause';
import { spend } from '@/db/drivers/budget';
import { tryAgain } from '@/db/drivers/try-again';

/** The time for which a statement is tried again while another process writes. */
const MAX_RETRY_MS = 3000;

/** The pauses between tries, short at first: most writes end within milliseconds. */
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 25;
const pauseMs = (attempt: number) => Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);

/**
 * Drizzle's builder over a better-sqlite3 connection. Drizzle's own driver for it would let SQLite
 * wait for a lock on the event loop: during one slow backup no request would be answered. Rejects
 * with SQLITE_BUSY once its time is over.
 */
export function createQuery(connection: Connection): Queries {
  // SQLite itself would wait on the event loop: a few statements that do so slow everything down.
  connection.pragma('busy_timeout = 0');
  const execute = createExecute(connection);
  const runTogether = connection.transaction((statements: readonly Prepared[]) => {
    const results: { rows: unknown[] }[] = [];
    for (const { sql, params, method } of statements) {
      // Where the first changes nothing, the others must not run.
      const isSkipped = results[0]?.rows.length === 0;
      results.push({ rows: isSkipped ? [] : execute(sql, params, method) });
    }
    return results;
  });
  const query = drizzle(
    async (sql, params, method) => ({
      rows: await retryWhileBusy(() => execute(sql, params, method)),
    }),
    (statements) => retryWhileBusy(() => runTogether.immediate(statements)),
  );
  return {
    query,
    async changeTogether<Row>(change: Returning<Row>, effects: readonly Statement[]) {
      const [rows] = await query.batch([change, ...effects]);
      return rows as Row[];
    },
    skipLocked: (rows) => rows,
  };
}

/** A statement as Drizzle's proxy hands it over. */
interface Prepared {
  sql: string;
  params: unknown[];
  method: string;
}

/** Tries again, while others are served, what another process's write keeps from being done. */
export function retryWhileBusy<T>(act: () => T): Promise<T> {
  return spend(MAX_RETRY_MS, (ms) => tryAgain({ ms, isBusy, pauseMs }, act));
}

/** The most statements that stay prepared, and the longest text of one: an import's are not seen twice. */
const MAX_KEPT = 256;
const MAX_KEPT_LENGTH = 4000;

/**
 * Creates a function that runs a statement and returns rows as arrays of values, as Drizzle's proxy
 * expects them; for `get` one row alone. SQLite parses and plans the text of each statement once: it
 * stays prepared, up to the ones used last, and SQLite itself prepares it again after a change of schema.
 */
function createExecute(connection: Connection) {
  const kept = new Map<string, KeptStatement<unknown[], unknown[]>>();

  function prepare(sql: string) {
    const known = kept.get(sql);
    const statement = known ?? connection.prepare<unknown[], unknown[]>(stable(sql));
    if (!known && statement.reader) statement.raw();
    if (sql.length > MAX_KEPT_LENGTH) return statement;
    // A map keeps the order in which its keys came: the one used longest ago is the first.
    kept.delete(sql);
    kept.set(sql, statement);
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? sql);
    return statement;
  }

  return (sql: string, params: unknown[], method: string): unknown[] => {
    const statement = prepare(sql);
    if (!statement.reader) {
      statement.run(...params);
      return [];
    }
    // The proxy takes undefined for no row, which its type does not say.
    return method === 'get' ? (statement.get(...params) as unknown[]) : statement.all(...params);
  };
}

/**
 * The same statement, which SQLite plans once. For a number that is bound to `limit` it would plan it
 * anew each time it runs, which takes five times as long as to run it; of a sum it knows no value.
 */
function stable(sql: string): string {
  return sql.replaceAll(' limit ?', ' limit +?');
}

function isBusy(error: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(error instanceof Error ? codeOf(error) : '');
}
