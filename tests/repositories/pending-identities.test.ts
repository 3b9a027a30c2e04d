import { expect, it } from 'vitest';
import {
  findNewestPendingIdentity,
  findPendingIdentity,
  forgettingPendingIdentity,
  insertingPendingIdentity,
  namingEmail,
} from '@/db/repositories/pending-identities';
import type { PendingIdentity } from '@/db/tables/schema';
import { openTestDatabase, purgeAll, secondsIn } from '@/tests/support/test-database';

const db = await openTestDatabase();

/** A pending identity of one browser, made at the start. */
function claimOf(changes: Partial<PendingIdentity> & { id: string }): PendingIdentity {
  return {
    provider: 'google',
    subject: '4711',
    email: null,
    firstName: 'Ada',
    lastName: '',
    device: 'mine',
    createdAt: secondsIn(0),
    ...changes,
  };
}

it('a claim is found as it was noted, until it is forgotten', async () => {
  const claim = claimOf({ id: 'a', email: 'a@x.io' });
  await insertingPendingIdentity(db, claim);
  expect(await findPendingIdentity(db, 'a')).toEqual(claim);
  expect(await findPendingIdentity(db, 'A')).toBeNull();
  await forgettingPendingIdentity(db, 'a');
  expect(await findPendingIdentity(db, 'a')).toBeNull();
});

it('the newest of a browser is found, if it is young enough', async () => {
  await insertingPendingIdentity(db, claimOf({ id: 'b', createdAt: secondsIn(2) }));
  await insertingPendingIdentity(db, claimOf({ id: 'c', createdAt: secondsIn(1) }));
  await insertingPendingIdentity(
    db,
    claimOf({ id: 'd', createdAt: secondsIn(3), device: 'yours' }),
  );
  const idSince = async (seconds: number) =>
    (await findNewestPendingIdentity(db, 'mine', secondsIn(seconds)))?.id;
  expect([await idSince(0), await idSince(1), await idSince(2)]).toEqual(['b', 'b', undefined]);
});

it('an address is named for one claim alone, and anew', async () => {
  for (const email of ['first@x.io', 'second@x.io']) {
    expect(await namingEmail(db, 'b', email)).toEqual([{ id: 'b' }]);
    expect((await findPendingIdentity(db, 'b'))?.email).toBe(email);
  }
  expect((await findPendingIdentity(db, 'c'))?.email).toBeNull();
  expect(await namingEmail(db, 'nobody', 'x@x.io')).toEqual([]);
});

it('claims that are over are purged', async () => {
  expect(await purgeAll(db, 'pendingIdentities', secondsIn(1))).toBe(0);
  expect(await purgeAll(db, 'pendingIdentities', secondsIn(2))).toBe(1);
  expect(await findPendingIdentity(db, 'c')).toBeNull();
  expect(await purgeAll(db, 'pendingIdentities', secondsIn(9))).toBe(2);
});
