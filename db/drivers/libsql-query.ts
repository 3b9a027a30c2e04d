import { type Client, type InArgs, LibsqlBatchError } from '@libsql/client/web';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import type { Queries, Returning, Statement } from '@/db/database/database';
import { spend } from '@/db/drivers/budget';
import { tryAgain } from '@/db/drivers/try-again';
import { within } from '@/db/drivers/within';

/** The time for a statement, with further tries while another one has the database locked. */
const MAX_RETRY_MS = 4000;
const RETRY_EVERY_MS = 25;

/**
 * A statement that fails, and so ends the batch, if the statement before it changed nothing: the
 * rest must not run then. One round trip instead of an interactive transaction's four, all of them
 * under lock.
 */
const END_IF_NOTHING_CHANGED = "select case changes() when 0 then json('nothing was changed') end";
const GUARD_INDEX = 1;

/** Drizzle's builder over a libSQL client. */
export function createQuery(client: Client): Queries {
  const retryWhileBusy = createRetry(client);
  const query = drizzle(
    async (sql, params, method) => {
      const { rows } = await retryWhileBusy(() => client.execute({ sql, args: params as InArgs }));
      const values = rows.map((row) => Array.from(row));
      // The proxy takes undefined for no row, which its type does not say.
      return { rows: method === 'get' ? (values[0] as unknown[]) : values };
    },
    async (statements) => {
      const [change, ...effects] = statements.map(({ sql, params }) => ({
        sql,
        args: params as InArgs,
      }));
      const batch = change ? [change, END_IF_NOTHING_CHANGED, ...effects] : [];
      try {
        const [first] = await retryWhileBusy(() => client.batch(batch, 'write'));
        return statements.map((_, i) => ({
          rows: i === 0 ? (first?.rows ?? []).map((row) => Array.from(row)) : [],
        }));
      } catch (error) {
        if (!(error instanceof LibsqlBatchError) || error.statementIndex !== GUARD_INDEX)
          throw error;
        return statements.map(() => ({ rows: [] }));
      }
    },
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

/** Tries again what found the database locked, and gives up on a server that does not answer. */
function createRetry(client: Client) {
  return <T>(act: () => Promise<T>) =>
    spend(MAX_RETRY_MS, (ms) =>
      tryAgain({ ms, isBusy, pauseMs: () => RETRY_EVERY_MS }, (leftMs) =>
        // A socket that has gone deaf would swallow every later statement as well.
        within(leftMs, act(), () => client.reconnect()),
      ),
    );
}

function isBusy(error: unknown): boolean {
  return /SQLITE_BUSY|SQLITE_LOCKED|database is locked/.test(String(error));
}
