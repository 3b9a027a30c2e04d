import { beforeEach, describe, expect, it } from 'vitest';
import { changeAccount, deleteUser, insertUser } from '@/db/repositories/accounts';
import {
  findIdentitiesOf,
  findIdentity,
  findProvidersOf,
  linkingIdentity,
  renamingIdentity,
  unlinkingAll,
  unlinkingIdentity,
  usingIdentity,
} from '@/db/repositories/identities';
import { findUserByEmail } from '@/db/repositories/users';
import type { User } from '@/db/tables/schema';
import { openTestDatabase, secondsIn, userRow } from '@/tests/support/test-database';

const db = await openTestDatabase();
const now = secondsIn(0);
const key = { provider: 'google', subject: '4711' };
let ada: User;
let bob: User;

beforeEach(async () => {
  await db.query.delete(db.tables.users);
  ada = (await insertUser(db, userRow())) as User;
  bob = (await insertUser(db, userRow({ email: 'bob@example.com' }))) as User;
});

const link = (owner: number | { email: string }, changes: Partial<typeof key> = {}) =>
  linkingIdentity(db, { ...key, ...changes }, 'a@x.io', owner, now);

describe('an identity', () => {
  it('is found by provider and subject together, to the letter, with whose it is', async () => {
    await link(ada.id);
    expect(await findIdentity(db, key)).toMatchObject({ user: ada, identity: { email: 'a@x.io' } });
    const others = [{ provider: 'github' }, { subject: '4712' }, { subject: '4711 ' }];
    for (const other of [...others, { provider: 'Google' }]) {
      expect(await findIdentity(db, { ...key, ...other })).toBeNull();
    }
  });

  it('is linked once, to whichever user, and however many link it at once', async () => {
    const owners = Array.from({ length: 20 }, (_, at) => (at % 2 ? ada.id : bob.id));
    const results = await Promise.allSettled(owners.map(async (owner) => link(owner)));
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed).toHaveLength(19);
    expect(failed.every(({ reason }) => db.isConflict(reason))).toBe(true);
    expect(await db.query.$count(db.tables.identities)).toBe(1);
    await link(bob.id, { provider: 'github' });
    expect(await db.query.$count(db.tables.identities)).toBe(2);
  });

  it('gets another subject, if it has the one that was seen and the other is linked to no user', async () => {
    await link(ada.id, { subject: 'a@x.io' });
    await link(bob.id, { subject: '4712' });
    const seen = (await findIdentity(db, { ...key, subject: 'a@x.io' }))?.identity;
    if (!seen) throw new Error('not linked');
    const rename = async (subject: string) =>
      renamingIdentity(db, seen, { subject, email: 'b@x.io' }, secondsIn(9));
    const conflict = await rename('4712').catch((error: unknown) => error);
    expect(db.isConflict(conflict)).toBe(true);
    await rename('4711');
    await rename('4713');
    const { user, identity } = (await findIdentity(db, key)) ?? {};
    expect(user).toEqual(ada);
    const changes = { subject: '4711', email: 'b@x.io', lastUsedAt: secondsIn(9) };
    expect(identity).toEqual({ ...seen, ...changes });
    expect(await findIdentity(db, { ...key, subject: '4713' })).toBeNull();
  });

  it('is told by its provider, each once, by name, and not those of other users', async () => {
    await link(ada.id);
    await link(ada.id, { subject: '4712' });
    await link(ada.id, { provider: 'apple' });
    await link(bob.id, { provider: 'github' });
    expect(await findProvidersOf(db, ada.id)).toEqual(['apple', 'google']);
    expect(await findProvidersOf(db, -1)).toEqual([]);
  });

  it('that is taken undoes the change that it belongs to', async () => {
    await link(ada.id);
    const change = changeAccount(db, bob, { firstName: 'Bobby' }, [link(bob.id)]);
    await expect(change).rejects.toSatisfy((error) => db.isConflict(error));
    expect(await findIdentity(db, key)).toMatchObject({ user: { id: ada.id } });
    expect(await findUserByEmail(db, bob.email)).toEqual(bob);
  });

  it('is linked to the user whom the same change creates, and to none who was there before', async () => {
    const carol = userRow({ email: 'carol@example.com' });
    const made = await insertUser(db, carol, [link({ email: carol.email })]);
    expect((await findIdentity(db, key))?.user.id).toBe(made?.id);
    const again = [link({ email: carol.email }, { subject: '4712' })];
    expect(await insertUser(db, carol, again)).toBeNull();
    expect(await findIdentity(db, { ...key, subject: '4712' })).toBeNull();
  });

  it('is not linked to a user who does not exist', async () => {
    await expect((async () => link({ email: 'nobody@example.com' }))()).rejects.toThrow();
    expect(await db.query.$count(db.tables.identities)).toBe(0);
  });

  it('goes with its owner', async () => {
    await link(ada.id);
    await deleteUser(db, ada.id);
    expect(await findIdentity(db, key)).toBeNull();
  });
});

describe('the identities of a user', () => {
  it('are theirs alone, in the order in which they were linked, no more than are asked for', async () => {
    await link(ada.id, { subject: 'c' });
    await link(bob.id, { subject: 'b' });
    await link(ada.id, { subject: 'a' });
    const subjects = async (limit: number) =>
      (await findIdentitiesOf(db, ada.id, limit)).map(({ subject }) => subject);
    expect([await subjects(9), await subjects(1)]).toEqual([['c', 'a'], ['c']]);
  });

  it('are unlinked one by one, or all together', async () => {
    for (const subject of ['a', 'b', 'c']) await link(ada.id, { subject });
    await link(bob.id);
    const [first] = await findIdentitiesOf(db, ada.id, 9);
    await unlinkingIdentity(db, first?.id ?? 0);
    expect(await findIdentitiesOf(db, ada.id, 9)).toHaveLength(2);
    await unlinkingAll(db, ada.id);
    expect(await findIdentitiesOf(db, ada.id, 9)).toEqual([]);
    expect(await findIdentitiesOf(db, bob.id, 9)).toHaveLength(1);
  });

  it('remember when they were used, and the address they had, as long as they had one', async () => {
    await link(ada.id);
    const { identity } = (await findIdentity(db, key)) ?? {};
    const id = identity?.id ?? 0;
    await usingIdentity(db, id, 'new@x.io', secondsIn(5));
    await usingIdentity(db, id, null, secondsIn(9));
    expect((await findIdentity(db, key))?.identity).toMatchObject({
      email: 'new@x.io',
      createdAt: now,
      lastUsedAt: secondsIn(9),
    });
  });
});
