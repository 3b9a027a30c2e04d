import { join } from 'node:path';
import type pg from 'pg';
import { MIGRATIONS_TABLE, missingMigrations } from '@/db/drivers/migrations';

/** The number of the lock, the same in all versions. */
const LOCK_KEY = 4_285_733_901;

/** The time for which one deployment waits for another's migration. */
const LOCK_MS = 60_000;

/** Applies the missing migrations in one transaction under one lock: a killed one leaves nothing. */
export async function migrateConnection(connection: pg.Client): Promise<void> {
  await connection.query('begin');
  await connection.query(`set local lock_timeout = ${LOCK_MS}`);
  await connection.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]).catch((error) => {
    throw error.code === '55P03' ? new Error('another migration is still under way') : error;
  });
  await connection.query('set local lock_timeout = 0');
  await connection.query(
    `create table if not exists ${MIGRATIONS_TABLE}
     (id serial primary key, hash text not null, created_at bigint)`,
  );
  const { rows } = await connection.query(
    `select coalesce(max(created_at), 0) as newest from ${MIGRATIONS_TABLE}`,
  );
  const missing = missingMigrations(
    join(process.cwd(), 'drizzle/postgres'),
    Number(rows[0].newest),
  );
  for (const { sql, hash, folderMillis } of missing) {
    for (const statement of sql) await connection.query(statement);
    const insertApplied = `insert into ${MIGRATIONS_TABLE} (hash, created_at) values ($1, $2)`;
    await connection.query(insertApplied, [hash, folderMillis]);
  }
  await connection.query('commit');
}
