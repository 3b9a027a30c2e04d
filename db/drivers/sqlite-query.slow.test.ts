import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { insertUser } from '@/db/repositories/accounts';
import { findUserByEmail } from '@/db/repositories/users';
import { userRow } from '@/tests/support/test-database';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-db-'));
  file = join(folder, 'auth.db');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a write that has to wait for another process', () => {
  it('is made once the lock is gone, and stops no other work meanwhile', async () => {
    const db = await openDatabase(`file:${file}`);
    const other = new BetterSqlite(file);
    other.exec('begin immediate');
    let isMade = false;
    const write = insertUser(db, userRow()).then(() => {
      isMade = true;
    });
    let turns = 0;
    for (const end = performance.now() + 1000; performance.now() < end; turns += 1) await sleep(1);
    expect(isMade).toBe(false);
    expect(await findUserByEmail(db, userRow().email)).toBeNull();
    other.exec('commit');
    await write;
    expect(await findUserByEmail(db, userRow().email)).toMatchObject({ id: 1 });
    // The lock was held for a second; a driver that blocks would leave a turn or two of it.
    expect(turns).toBeGreaterThan(20);
    other.close();
    await db.close();
  });

  it('fails as unavailable when the lock stays', async () => {
    const db = await openDatabase(`file:${file}`);
    const other = new BetterSqlite(file);
    other.exec('begin immediate');
    const error = await insertUser(db, userRow()).catch((reason: unknown) => reason);
    expect(db.isFailure(error)).toBe(true);
    other.close();
    expect(await insertUser(db, userRow())).toMatchObject({ id: 1 });
    await db.close();
  });
});
