import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { migrateDatabase, openDatabase } from '@/db/client';
import type { Database } from '@/db/database';
import type { NewUser, Session } from '@/db/schema';
import { emptyDatabase } from '../databases/empty-database';

/**
 * The URL of a migrated database that is this test file's alone: the project's server, emptied, or
 * a file in `folder`.
 */
export async function prepareTestDatabase(folder: string): Promise<string> {
  const server = inject('databaseUrl');
  if (!server) return `file:${join(folder, 'auth.db')}`;
  await emptyDatabase(server);
  await migrateDatabase(server);
  return server;
}

/** A migrated database of this test file. */
export async function openTestDatabase(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-db-'));
  const db = await openDatabase(await prepareTestDatabase(folder));
  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });
  return db;
}

const START = new Date('2026-01-01T00:00:00Z');

/** A moment `seconds` after the start of a test's time. */
export const secondsIn = (seconds: number) => new Date(START.getTime() + seconds * 1000);

/** A row of `users`, good as it is. */
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

/** A row of `sessions` that starts at `START`, idle after a minute and over after an hour. */
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
    device: null,
    revokedAt: null,
    revokedReason: null,
    ...changes,
  };
}
