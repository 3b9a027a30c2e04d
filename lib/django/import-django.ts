import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '@/db/database/database';
import { moveIdSequence } from '@/db/repositories/imports';
import { importBlacklist } from '@/lib/django/import-blacklist';
import { importIdentities } from '@/lib/django/import-identities';
import { importUsers } from '@/lib/django/import-users';
import { openDjango } from '@/lib/django/reader';
import { ImportRun, type ImportSummary, type Skipped } from '@/lib/django/run';
import type { OfferedSignIns } from '@/lib/django/sign-ins';
import { findTables, type Page } from '@/lib/django/tables';

/** The source of an import, and its progress. */
export interface ImportOptions {
  /** SQLite file or PostgreSQL URL of the Django system. */
  from: string;
  table?: string;
  areEmailsVerified: boolean;
  /** The sign-ins that the settings offer; without it, any that settings may offer one day. */
  offered?: OfferedSignIns;
  onSkip: (skipped: Skipped) => void;
  /** Receives the number of rows read, and of all rows. */
  onProgress: (done: number, total: number) => void;
}

/**
 * Brings the users of a Django system over, then their linked accounts, page by page. Every page is
 * one statement, and rows that are here already are left as they are: another run completes one that
 * was killed. Throws a `DatabaseError` if the Django database cannot be read.
 */
export async function importDjango(db: Database, options: ImportOptions): Promise<ImportSummary> {
  const reader = await openDjango(options.from);
  try {
    const tables = await findTables(reader, options.table);
    const { areEmailsVerified, offered = null, onSkip } = options;
    const run = new ImportRun(new Date(), areEmailsVerified, offered, onSkip);
    const total = (await tables.countUsers()) + (await tables.countIdentities());
    let done = 0;
    const advance = async ({ rows, unreadable }: Page<unknown>) => {
      done += rows.length + unreadable.length;
      options.onProgress(done, total);
      // SQLite answers at once: without a turn of the event loop, no statement would be released.
      await nextTurn();
    };
    for await (const page of tables.users()) {
      await importUsers(db, page, run);
      await advance(page);
    }
    await moveIdSequence(db);
    for await (const page of tables.identities()) {
      await importIdentities(db, page, run);
      await advance(page);
    }
    for await (const { rows } of tables.blacklist()) {
      await importBlacklist(db, rows, run);
      await nextTurn();
    }
    const { users, identities, usernamesSkipped, namesCleaned } = run;
    const { identitiesNotFound, passwordsToReset } = run;
    return {
      users,
      identities,
      usernamesSkipped,
      namesCleaned,
      identitiesNotFound,
      passwordsToReset,
    };
  } finally {
    await reader.close();
  }
}
