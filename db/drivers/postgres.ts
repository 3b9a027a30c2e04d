import { AsyncLocalStorage } from 'node:async_hooks';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgSelect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import {
  type Database,
  DatabaseError,
  type Returning,
  type Statement,
} from '@/db/database/database';
import { describeUrl } from '@/db/database/database-url';
import { codeOf, rootCause } from '@/db/database/root-cause';
import { spend, withBudget } from '@/db/drivers/budget';
import { MIGRATIONS_TABLE, requireMigrated } from '@/db/drivers/migrations';
import { isFailure, isRolledBack } from '@/db/drivers/postgres-errors';
import { migrateConnection } from '@/db/drivers/postgres-migrations';
import { ANSWER_MS, connectionOptions, createPool } from '@/db/drivers/postgres-pool';
import { createStatementNames } from '@/db/drivers/postgres-statements';
import * as tables from '@/db/tables/postgres-tables';
import journal from '@/drizzle/postgres/meta/_journal.json';

/** The time for a whole change. */
const CHANGE_MS = 4000;

/** The tries of a statement or change that did nothing because of others. */
const MAX_ATTEMPTS = 5;

/** Opens a PostgreSQL database, which must be migrated. */
export async function open(url: string): Promise<Database> {
  const pool = await createPool(url);
  try {
    requireMigrated(url, journal, await newestApplied(pool));
  } catch (error) {
    await pool.end();
    throw error instanceof DatabaseError ? error : refusal(url, error);
  }
  let closing: Promise<void> | null = null;
  // Statements are built for the pool; within `changeTogether` they run on its one connection.
  const transaction = new AsyncLocalStorage<pg.PoolClient>();
  const names = createStatementNames();
  const isToRepeat = (error: unknown) => isRolledBack(error) || names.areLost(error);
  const client = {
    query: (config: pg.QueryConfig, values: unknown[]) => {
      const inside = transaction.getStore();
      if (inside) return inside.query(names.addTo(config), values);
      // The driver's types leave its time limit out.
      const limited = (ms: number) =>
        pool.query({ ...names.addTo(config), query_timeout: ms } as pg.QueryConfig, values);
      return retrying(isToRepeat, () => spend(ANSWER_MS, limited));
    },
  };
  return {
    query: drizzle({ client: client as unknown as pg.Pool }) as unknown as Database['query'],
    tables: tables as unknown as Database['tables'],
    changeTogether: (change, effects) =>
      retrying(isToRepeat, () =>
        spend(CHANGE_MS, async (ms) => {
          const connection = await pool.connect();
          // An ended connection rejects all that waits for its answer; the server rolls back.
          const timer = setTimeout(() => connection.end(), ms);
          const inside = () => changeInside(connection, change, effects);
          return transaction.run(connection, inside).finally(() => clearTimeout(timer));
        }),
      ),
    skipLocked: <Query>(rows: Query) =>
      (rows as unknown as PgSelect).for('update', { skipLocked: true }) as unknown as Query,
    withBudget,
    isFailure,
    isConflict: (error) => codeOf(rootCause(error)) === '23505',
    async ping() {
      await pool.query('select 1 from users limit 1');
    },
    async close() {
      closing ??= pool.end();
      await closing;
    },
  };
}

async function changeInside<Row>(
  connection: pg.PoolClient,
  change: Returning<Row>,
  effects: readonly Statement[],
): Promise<Row[]> {
  try {
    await connection.query('begin');
    const rows = await change;
    // Where the first changes nothing, the others must not run.
    if (rows.length > 0) for (const effect of effects) await effect;
    await connection.query('commit');
    connection.release();
    return rows;
  } catch (error) {
    const isClean = !isFailure(error) && (await connection.query('rollback').then(...BOTH));
    // A connection in an unknown state is closed, which rolls back as well.
    connection.release(!isClean);
    throw error;
  }
}

const BOTH = [() => true, () => false] as const;

async function retrying<T>(
  isToRepeat: (error: unknown) => boolean,
  act: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      const isOver = attempt === MAX_ATTEMPTS || !isToRepeat(error);
      if (isOver) throw error;
    }
  }
}

/** Applies the migrations that are missing, all or none of them; processes that do so take turns. */
export async function migrate(url: string): Promise<void> {
  const connection = new pg.Client(connectionOptions(url));
  connection.on('error', () => {});
  try {
    await connection.connect();
    await migrateConnection(connection);
  } catch (error) {
    throw refusal(url, error);
  } finally {
    await connection.end().catch(() => {});
  }
}

/** Returns the time at which the newest applied migration was made; 0 if there is none. */
async function newestApplied(pool: pg.Pool): Promise<number> {
  try {
    const { rows } = await pool.query(`select max(created_at) as newest from ${MIGRATIONS_TABLE}`);
    return Number(rows[0]?.newest ?? 0);
  } catch (error) {
    if (codeOf(rootCause(error)) === '42P01') return 0;
    throw error;
  }
}

function refusal(url: string, error: unknown): DatabaseError {
  const cause = rootCause(error);
  const why = cause?.message || codeOf(cause) || String(error);
  const advice = /certificate|self.signed/i.test(why)
    ? ': add ?sslrootcert=<file> with the certificate of its authority'
    : '';
  return new DatabaseError(`the database ${describeUrl(url)} cannot be used: ${why}${advice}`);
}
