import { readMigrationFiles } from 'drizzle-orm/migrator';
import { DatabaseError } from '@/db/database/database';
import { describeUrl } from '@/db/database/database-url';

/** Drizzle's own table of migrations, so that its tools can read ours. */
export const MIGRATIONS_TABLE = '__drizzle_migrations';

/** One step of the schema: its statements, their hash, and when it was made (ms since 1970). */
export type Migration = ReturnType<typeof readMigrationFiles>[number];

/** Returns the migrations of a folder that come after the newest one applied. */
export function missingMigrations(folder: string, newestApplied: number): Migration[] {
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  return migrations.filter(({ folderMillis }) => folderMillis > newestApplied);
}

/** Throws if a server's schema is older than this version's; a newer one is a deployment under way. */
export function requireMigrated(
  url: string,
  { entries }: { entries: readonly { when: number }[] },
  newestApplied: number,
): void {
  if (newestApplied >= (entries.at(-1)?.when ?? 0)) return;
  const state = newestApplied === 0 ? 'has no tables yet' : 'is of an older version';
  throw new DatabaseError(`the database ${describeUrl(url)} ${state}: run npm run db:migrate`);
}
