import { drizzle } from 'drizzle-orm/pg-proxy';
import { describe, expect, it } from 'vitest';
import type { Database } from '@/db/database';
import { findUsers, insertUser } from '@/db/repositories/accounts';
import { insertIdentities, insertUsers, moveIdSequence } from '@/db/repositories/imports';
import { openTestDatabase, secondsIn, userRow } from '../support/test-database';

describe('insertUsers', () => {
  it('stores those that nobody is in the way of, and gives their ids', async () => {
    const db = await openTestDatabase();
    await insertUser(db, userRow({ id: 5, usernameKey: 'ada' }));
    const stored = await insertUsers(db, [
      userRow({ id: 6, email: 'b@example.com' }),
      userRow({ id: 5, email: 'c@example.com' }),
      userRow({ id: 7 }),
      userRow({ id: 8, email: 'd@example.com', usernameKey: 'ada' }),
      userRow({ id: 9, email: 'e@example.com' }),
    ]);
    expect(stored).toEqual(new Set([6, 9]));
    expect(await findUsers(db, 0, 10)).toHaveLength(3);
    expect(await insertUsers(db, [])).toEqual(new Set());
  });
});

describe('insertIdentities', () => {
  it('lets an account elsewhere open one account here', async () => {
    const db = await openTestDatabase();
    for (const id of [1, 2]) await insertUser(db, userRow({ id, email: `${id}@example.com` }));
    const identity = { provider: 'github', subject: '42', createdAt: secondsIn(0) };
    const rows = [1, 2].map((userId) => ({ ...identity, userId }));
    const first = { provider: 'github', subject: '42', userId: 1 };
    expect(await insertIdentities(db, rows)).toEqual([first]);
    expect(await insertIdentities(db, rows)).toEqual([]);
  });
});

describe('moveIdSequence', () => {
  it('tells PostgreSQL, and leaves SQLite alone', async () => {
    const statements: string[] = [];
    const query = drizzle(async (text) => {
      statements.push(text);
      return { rows: [] };
    });
    await moveIdSequence({ query: query as unknown as Database['query'] });
    expect(statements).toEqual([
      "select setval(pg_get_serial_sequence('users', 'id'), (select max(id) from users))",
    ]);
    await moveIdSequence(await openTestDatabase());
  });
});
