import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import {
  afterAll,
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { openDatabase } from '@/db/client';
import { findUserById, insertUser } from '@/db/repositories/accounts';
import { findUserByEmail } from '@/db/repositories/users';
import { userRow } from '@/tests/support/test-database';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-db-'));
const file = join(folder, 'auth.db');
const db = await openDatabase(`file:${file}`);
await insertUser(db, userRow());

// Only counted: the driver's own method runs.
let prepare: MockInstance;
beforeEach(() => {
  prepare = vi.spyOn(BetterSqlite.prototype, 'prepare');
});
afterEach(() => prepare.mockRestore());
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

const select = (text: string) => db.query.all<[number]>(sql.raw(`select ${text}`));

describe('a statement', () => {
  it('is prepared once, however often and with whatever values it runs', async () => {
    for (const id of [1, 2, 3]) {
      await findUserById(db, id);
      await Promise.all([findUserByEmail(db, 'a@example.com'), findUserByEmail(db, `${id}@x.io`)]);
    }
    expect(prepare).toHaveBeenCalledTimes(2);
  });

  it('is prepared anew once hundreds of others were used since, and not before', async () => {
    await select('-1');
    for (let other = 0; other < 200; other += 1) await select(`${other}`);
    await select('-1');
    expect(prepare).toHaveBeenCalledTimes(201);
    for (let other = 200; other < 500; other += 1) await select(`${other}`);
    await select('499');
    expect(prepare).toHaveBeenCalledTimes(501);
    await select('-1');
    expect(prepare).toHaveBeenCalledTimes(502);
  });

  it('does not stay prepared if it is as long as an import’s', async () => {
    const long = `length('${'x'.repeat(5000)}')`;
    expect([await select(long), await select(long)]).toEqual([[[5000]], [[5000]]]);
    expect(prepare).toHaveBeenCalledTimes(2);
  });

  it('goes on after another process has changed its table', async () => {
    const before = await findUserById(db, 1);
    const other = new BetterSqlite(file);
    other.exec('alter table users add column nickname text; create index n on users (nickname)');
    other.close();
    expect(await findUserById(db, 1)).toEqual(before);
  });

  it('that has failed runs again', async () => {
    const statement = sql.raw("insert into users (email) values ('a')");
    for (let tries = 0; tries < 2; tries += 1) {
      await expect(db.query.run(statement)).rejects.toThrow();
    }
    expect(await insertUser(db, userRow({ email: 'b@example.com' }))).toMatchObject({ id: 2 });
  });
});
