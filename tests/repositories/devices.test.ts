import { beforeEach, expect, it } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import {
  findUserOnDevice,
  forgettingDevicesOf,
  rememberingDevice,
} from '@/db/repositories/devices';
import type { User } from '@/db/tables/schema';
import { openTestDatabase, purgeAll, secondsIn, userRow } from '@/tests/support/test-database';

const db = await openTestDatabase();
let ada: User;
let bob: User;

beforeEach(async () => {
  await db.query.delete(db.tables.users);
  ada = (await insertUser(db, userRow({ username: 'Ada', usernameKey: 'ada' }))) as User;
  bob = (await insertUser(db, userRow({ email: 'bob@x.io' }))) as User;
});

const remember = (user: User, hash: string, from: number, to: number) =>
  rememberingDevice(db, {
    userId: user.id,
    hash,
    firstSeenAt: secondsIn(from),
    keptUntil: secondsIn(to),
  });
const knownTo = async ({ email }: User, hash: string) =>
  (await findUserOnDevice(db, { column: 'email', value: email }, hash))?.id ?? null;

it('a device is known to the accounts that were used there, and to no other', async () => {
  await remember(ada, 'hers', 0, 10);
  await remember(ada, 'shared', 0, 10);
  await remember(bob, 'shared', 0, 10);
  expect(await knownTo(ada, 'hers')).toBe(ada.id);
  expect(await findUserOnDevice(db, { column: 'usernameKey', value: 'ada' }, 'hers')).toEqual(ada);
  expect(await knownTo(bob, 'hers')).toBeNull();
  expect([await knownTo(ada, 'shared'), await knownTo(bob, 'shared')]).toEqual([ada.id, bob.id]);
  await forgettingDevicesOf(db, ada.id);
  expect([await knownTo(ada, 'hers'), await knownTo(ada, 'shared')]).toEqual([null, null]);
  expect(await knownTo(bob, 'shared')).toBe(bob.id);
});

it('a device is known to an account whose name has a former form', async () => {
  const row = userRow({ email: 'old@x.io', usernameKey: 'straße' });
  const old = (await insertUser(db, row)) as User;
  const key = { column: 'usernameKey', value: 'strasse', former: 'straße' } as const;
  expect(await findUserOnDevice(db, key, 'theirs')).toBeNull();
  await remember(old, 'theirs', 0, 10);
  expect(await findUserOnDevice(db, key, 'theirs')).toEqual(old);
});

it('a device that is seen again is the same row, kept for no shorter than it was', async () => {
  await remember(ada, 'hers', 0, 100);
  await remember(ada, 'hers', 10, 50);
  const rows = () => db.query.select().from(db.tables.devices);
  const row = { userId: ada.id, hash: 'hers', firstSeenAt: secondsIn(0) };
  expect(await rows()).toMatchObject([{ ...row, keptUntil: secondsIn(100) }]);
  await remember(ada, 'hers', 20, 200);
  expect(await rows()).toMatchObject([{ ...row, keptUntil: secondsIn(200) }]);
});

it('a device is known until it is purged', async () => {
  await remember(ada, 'hers', 0, 100);
  expect(await purgeAll(db, 'devices', secondsIn(100))).toBe(0);
  expect(await knownTo(ada, 'hers')).toBe(ada.id);
  expect(await purgeAll(db, 'devices', secondsIn(101))).toBe(1);
  expect(await knownTo(ada, 'hers')).toBeNull();
});
