import type { Database as Connection } from 'better-sqlite3';
import { MIGRATIONS_TABLE, missingMigrations } from '@/db/drivers/migrations';

/**
 * Applies the migrations that are missing, all or none of them. The write lock is held from the
 * first look on, so of two processes that start at once one waits for the other (Drizzle's own
 * migrator looks before it locks). Foreign keys are off meanwhile: with them, rebuilding a table
 * would delete all rows that refer to it. Throws the driver's error.
 */
export function migrateSqlite(connection: Connection, migrationsFolder: string): void {
  connection.pragma('foreign_keys = OFF');
  const apply = connection.transaction(() => {
    connection.exec(
      `create table if not exists ${MIGRATIONS_TABLE}
       (id integer primary key, hash text not null, created_at numeric)`,
    );
    const newest = connection.prepare(`select max(created_at) from ${MIGRATIONS_TABLE}`).pluck();
    const missing = missingMigrations(migrationsFolder, Number(newest.get() ?? 0));
    if (missing.length === 0) return;
    const insertApplied = connection.prepare(
      `insert into ${MIGRATIONS_TABLE} (hash, created_at) values (?, ?)`,
    );
    for (const { sql, hash, folderMillis } of missing) {
      for (const statement of sql) connection.exec(statement);
      insertApplied.run(hash, folderMillis);
    }
    if (connection.pragma('foreign_key_check', { simple: true }) !== undefined) {
      throw new Error('a migration would leave rows that refer to nothing');
    }
  });
  apply.immediate();
}
