import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase } from '@/db/client';
import type { Database } from '@/db/database/database';
import { type Purgeable, purge } from '@/db/repositories/purges';
import type { NewUser, Session } from '@/db/tables/schema';
import { makeOwnDatabase } from '@/tests/databases/own-database';
import { cleanUp } from '@/tests/support/clean-up';

/** Creates a migrated database for this test file alone, removed after it; returns its URL. */
export async function prepareTestDatabase(folder: string): Promise<string> {
  const { url, remove } = await makeOwnDatabase(inject('databaseServer'), folder);
  cleanUp(remove);
  return url;
}

/** Opens a migrated database of this test file. */
export async function openTestDatabase(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-db-'));
  const db = await openDatabase(await prepareTestDatabase(folder));
  cleanUp(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });
  return db;
}

/** Deletes all rows of a kind that were over before `before`; returns how many there were. */
export async function purgeAll(db: Database, kind: Purgeable, before: Date): Promise<number> {
  let deleted = 0;
  for await (const count of purge(db, kind, before, () => 1000)) deleted += count;
  return deleted;
}

const START = new Date('2026-01-01T00:00:00Z');

/** Returns the instant `seconds` after the start of a test's time. */
export const secondsIn = (seconds: number) => new Date(START.getTime() + seconds * 1000);

/** Returns a valid row of `users`. */
export function userRow(changes: Partial<NewUser> = {}): NewUser {
  return {
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Lovelace',
    password: '!',
    isActive: true,
    isStaff: false,
    isSuperuser: false,
    dateJoined: START,
    ...changes,
  };
}

/**
 * Returns a row of `sessions` that starts at `START`, idle after a minute and over after an hour.
 */
export function sessionRow(changes: Partial<Session> & { userId: number }): Session {
  return {
    id: crypto.randomUUID(),
    generation: 0,
    rotatedAt: START,
    createdAt: START,
    lastUsedAt: START,
    expiresAt: secondsIn(60),
    endsAt: secondsIn(3600),
    userAgent: null,
    ipAddress: null,
    revokedAt: null,
    revokedReason: null,
    refreshFreeAtMs: 0,
    ...changes,
  };
}
