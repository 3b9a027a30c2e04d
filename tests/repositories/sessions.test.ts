import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import {
  findLiveSession,
  openSession,
  revokeSession,
  rotateSession,
} from '@/db/repositories/sessions';
import { findUserByEmail } from '@/db/repositories/users';
import type { Session, User } from '@/db/tables/schema';
import { openTestDatabase, secondsIn, sessionRow, userRow } from '@/tests/support/test-database';

const db = await openTestDatabase();
const user = (await insertUser(db, userRow())) as User;
const { id: userId } = user;

async function storeSession(changes: Partial<Session> = {}): Promise<Session> {
  const session = sessionRow({ userId, ...changes });
  await openSession(db, user, session, { lastLogin: secondsIn(0) });
  return session;
}

async function setActive(isActive: boolean) {
  const { users } = db.tables;
  await db.query.update(users).set({ isActive }).where(eq(users.id, userId));
}

/** The bucket of a session's refreshes: two at once, then one every ten seconds. */
const BUCKET = { tokens: 2, refillMs: 10_000 };

const rotate = (session: Session, generation = session.generation, now = secondsIn(10)) =>
  rotateSession(db, { ...session, generation, idleUntil: secondsIn(70), bucket: BUCKET, now });

/** Changes that each make a session unusable at `secondsIn(10)`. */
const DEAD: [string, Partial<Session>][] = [
  ['ended', { revokedAt: secondsIn(1), revokedReason: 'logout' }],
  ['lapsed', { expiresAt: secondsIn(10) }],
  ['over', { endsAt: secondsIn(10) }],
];

describe('openSession', () => {
  const storedSessions = () => db.query.$count(db.tables.sessions);

  it('stores the session and notes the sign-in', async () => {
    const session = sessionRow({ userId });
    expect(await openSession(db, user, session, { lastLogin: secondsIn(5) })).toBe(true);
    expect(await findLiveSession(db, session.id, secondsIn(10))).toMatchObject({
      user: { lastLogin: secondsIn(5), password: user.password },
    });
  });

  it('stores nothing for an account that has changed meanwhile', async () => {
    const before = await storedSessions();
    const open = (seen: User) => openSession(db, seen, sessionRow({ userId }), { password: 'new' });
    expect(await open({ ...user, password: 'former' })).toBe(false);
    await setActive(false);
    expect(await open(user)).toBe(false);
    await setActive(true);
    expect(await storedSessions()).toBe(before);
    expect(await findUserByEmail(db, user.email)).toMatchObject({ password: user.password });
  });
});

describe('findLiveSession', () => {
  it('finds the session and its user', async () => {
    const session = await storeSession();
    expect(await findLiveSession(db, session.id, secondsIn(10))).toMatchObject({
      session,
      user: { id: userId },
    });
  });

  it.each(DEAD)('does not find one that is %s', async (_, changes) => {
    const { id } = await storeSession(changes);
    expect(await findLiveSession(db, id, secondsIn(10))).toBeNull();
  });

  it('does not find one of an inactive user', async () => {
    const { id } = await storeSession();
    await setActive(false);
    expect(await findLiveSession(db, id, secondsIn(10))).toBeNull();
    await setActive(true);
  });
});

describe('rotateSession', () => {
  it('moves to the next generation and puts off the idle end', async () => {
    const session = await storeSession();
    expect(await rotate(session)).toEqual({
      ...session,
      generation: 1,
      rotatedAt: secondsIn(10),
      lastUsedAt: secondsIn(10),
      expiresAt: secondsIn(70),
      refreshFreeAtMs: secondsIn(20).getTime(),
    });
  });

  it('puts the idle end off no further than to the end in any case', async () => {
    const session = await storeSession({ endsAt: secondsIn(65) });
    expect(await rotate(session)).toMatchObject({ expiresAt: secondsIn(65) });
  });

  it('takes a token of the session’s bucket, and does nothing where there is none', async () => {
    let session = await storeSession();
    const again = async (at: number) => {
      const row = await rotate(session, session.generation, secondsIn(at));
      session = row ?? session;
      return row !== null;
    };
    expect([await again(1), await again(1), await again(1)]).toEqual([true, true, false]);
    expect([await again(10.999), await again(11), await again(11)]).toEqual([false, true, false]);
    const other = await storeSession();
    expect(await rotate(other)).not.toBeNull();
  });

  it('is held up by a bucket of a clock that was wrong for no longer than by an empty one', async () => {
    const ahead = secondsIn(86_400).getTime();
    const session = await storeSession({ refreshFreeAtMs: ahead });
    const next = await rotate(session);
    expect(next).toMatchObject({ refreshFreeAtMs: secondsIn(30).getTime() });
    expect(await rotate(next as Session, 1, secondsIn(11))).toBeNull();
    expect(await rotate(next as Session, 1, secondsIn(20))).not.toBeNull();
  });

  it('lets exactly one of many at once through', async () => {
    const session = await storeSession();
    const results = await Promise.all(Array.from({ length: 50 }, () => rotate(session)));
    expect(results.filter((row) => row !== null)).toHaveLength(1);
  });

  it('refuses any generation but the present one', async () => {
    const session = await storeSession({ generation: 5 });
    expect(await rotate(session, 4)).toBeNull();
    expect(await rotate(session, 6)).toBeNull();
  });

  it('refuses a session of another user', async () => {
    const session = await storeSession();
    expect(await rotate({ ...session, userId: userId + 1 })).toBeNull();
  });

  it.each(DEAD)('refuses a session that is %s', async (_, changes) => {
    expect(await rotate(await storeSession(changes))).toBeNull();
  });

  it('refuses a session of an inactive user', async () => {
    const session = await storeSession();
    await setActive(false);
    expect(await rotate(session)).toBeNull();
    await setActive(true);
  });
});

describe('revokeSession', () => {
  it('ends a session once, and no other', async () => {
    const [one, other] = [await storeSession(), await storeSession()];
    const revoke = () => revokeSession(db, one.id, 'logout', secondsIn(1));
    const answers = await Promise.all([revoke(), revoke(), revoke()]);
    expect(answers.toSorted()).toEqual([false, false, true]);
    expect(await findLiveSession(db, one.id, secondsIn(2))).toBeNull();
    expect(await findLiveSession(db, other.id, secondsIn(2))).not.toBeNull();
    expect(await revokeSession(db, 'unknown', 'logout', secondsIn(1))).toBe(false);
  });
});
