import { describe, expect, it } from 'vitest';
import { findUsers, insertUser } from '@/db/repositories/accounts';
import { insertIdentities, insertUsers, moveIdSequence } from '@/db/repositories/imports';
import { openTestDatabase, secondsIn, userRow } from '@/tests/support/test-database';

describe('insertUsers', () => {
  it('stores those whose values no other user has, and gives their ids', async () => {
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
  it('lets an identity open one account', async () => {
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
  it('lets new users get ids after those that were brought', async () => {
    const db = await openTestDatabase();
    await moveIdSequence(db);
    expect(await insertUser(db, userRow())).toMatchObject({ id: 1 });
    await insertUsers(db, [userRow({ id: 500, email: 'b@example.com' })]);
    await moveIdSequence(db);
    const next = userRow({ email: 'c@example.com' });
    expect(await insertUser(db, next)).toMatchObject({ id: 501 });
  });
});
