import { describe, expect, it } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import { findUserByEmail, findUserByUsernameKey } from '@/db/repositories/users';
import { openTestDatabase, secondsIn, userRow } from '@/tests/support/test-database';

const db = await openTestDatabase();

describe('insertUser', () => {
  it('gives the stored row, with instants as dates and a new id', async () => {
    const user = await insertUser(db, userRow({ username: 'Ada', usernameKey: 'ada' }));
    expect(user).toMatchObject({
      id: 1,
      username: 'Ada',
      dateJoined: secondsIn(0),
      lastLogin: null,
    });
  });

  it('gives null if the address or the user name is taken', async () => {
    expect(await insertUser(db, userRow())).toBeNull();
    const sameName = userRow({ email: 'other@example.com', usernameKey: 'ada' });
    expect(await insertUser(db, sameName)).toBeNull();
  });

  it('lets any number of people go without a user name', async () => {
    expect(await insertUser(db, userRow({ email: 'b@example.com' }))).not.toBeNull();
    expect(await insertUser(db, userRow({ email: 'c@example.com' }))).not.toBeNull();
  });

  it('lets exactly one of many at once have an address', async () => {
    const row = userRow({ email: 'raced@example.com' });
    const results = await Promise.all(Array.from({ length: 50 }, () => insertUser(db, row)));
    expect(results.filter((user) => user !== null)).toHaveLength(1);
  });
});

describe('finding users', () => {
  it('finds by canonical address or user name, or gives null', async () => {
    expect(await findUserByEmail(db, 'ada@example.com')).toMatchObject({ id: 1 });
    expect(await findUserByUsernameKey(db, 'ada')).toMatchObject({ id: 1 });
    expect(await findUserByEmail(db, "' or 1=1 --")).toBeNull();
    expect(await findUserByUsernameKey(db, 'nobody')).toBeNull();
  });

  it('finds by a former form, too, and prefers it', async () => {
    const byForm = (former: string) => findUserByUsernameKey(db, 'strasse', former);
    const old = await insertUser(db, userRow({ email: 'old@x.io', usernameKey: 'straße' }));
    expect(await byForm('straße')).toEqual(old);
    const other = await insertUser(db, userRow({ email: 'other@x.io', usernameKey: 'strasse' }));
    expect(await byForm('straße')).toEqual(old);
    expect(await byForm('nobody')).toEqual(other);
  });
});
