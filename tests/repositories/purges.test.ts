import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import { findAuditEvents, insertAuditEvent } from '@/db/repositories/audit-events';
import { startingEmailChange } from '@/db/repositories/email-changes';
import { claimDueMails, postponeMail, queueMail } from '@/db/repositories/outbox';
import { purge } from '@/db/repositories/purges';
import { takeTokens } from '@/db/repositories/rate-limits';
import type { User } from '@/db/tables/schema';
import {
  openTestDatabase,
  purgeAll,
  secondsIn,
  sessionRow,
  userRow,
} from '@/tests/support/test-database';

const db = await openTestDatabase();
const user = (await insertUser(db, userRow())) as User;
const { id: userId } = user;
const count = (table: 'sessions' | 'emailChanges' | 'outbox' | 'users' | 'rateLimits') =>
  db.query.$count(db.tables[table]);

it('deletes sessions that are over for long enough, so many at a time and no more', async () => {
  const over = { userId, expiresAt: secondsIn(60) };
  const rows = [
    ...Array.from({ length: 150 }, () => sessionRow(over)),
    sessionRow({ userId, expiresAt: secondsIn(90), endsAt: secondsIn(90) }),
    sessionRow({ userId, expiresAt: secondsIn(5000), revokedAt: secondsIn(70) }),
    sessionRow({ userId, expiresAt: secondsIn(5000), endsAt: secondsIn(9000) }),
  ];
  await db.query.insert(db.tables.sessions).values(rows);
  expect(await purgeAll(db, 'sessions', secondsIn(60))).toBe(0);
  const limits = [100, 40, 50, 10];
  const counts: number[] = [];
  for await (const count of purge(db, 'sessions', secondsIn(100), () => limits.shift() ?? 1)) {
    counts.push(count);
  }
  expect(counts).toEqual([100, 40, 11, 1]);
  expect(await count('sessions')).toBe(1);
});

it('two processes at once share the rows that go', async () => {
  const rows = Array.from({ length: 300 }, () => sessionRow({ userId, expiresAt: secondsIn(60) }));
  await db.query.insert(db.tables.sessions).values(rows);
  const purgeSome = async () => {
    let deleted = 0;
    for await (const count of purge(db, 'sessions', secondsIn(100), () => 20)) deleted += count;
    return deleted;
  };
  const [one, other] = await Promise.all([purgeSome(), purgeSome()]);
  expect(one + other).toBe(300);
});

it('comes past any number of sessions that must stay, a bounded number at a time', async () => {
  const imported = { email: 'stays@x.io', importedAt: secondsIn(0) };
  const { id } = (await insertUser(db, userRow(imported))) as User;
  const stays = { userId: id, revokedAt: secondsIn(10), endsAt: secondsIn(9000) };
  const rows = Array.from({ length: 30 }, (_, at) =>
    // Some in the same instant, more than one round looks at.
    sessionRow({ ...stays, expiresAt: secondsIn(Math.max(at, 20)) }),
  );
  const goes = sessionRow({ userId, expiresAt: secondsIn(40) });
  await db.query.insert(db.tables.sessions).values([...rows, goes]);
  let deleted = 0;
  for await (const count of purge(db, 'sessions', secondsIn(100), () => 7)) deleted += count;
  expect(deleted).toBe(1);
  expect(await db.query.$count(db.tables.sessions, eq(db.tables.sessions.userId, id))).toBe(30);
  await db.query.delete(db.tables.users).where(eq(db.tables.users.id, id));
});

it('deletes changes of address, mails that failed, and accounts that were never activated', async () => {
  const change = { userId, oldEmail: 'a@x.io', newEmail: 'b@x.io', askedAt: secondsIn(0) };
  await startingEmailChange(db, { ...change, id: 'a', confirmedAt: null });
  const done = { ...change, id: 'b', confirmedAt: secondsIn(50) };
  await db.query.insert(db.tables.emailChanges).values(done);
  expect(await purgeAll(db, 'emailChanges', secondsIn(50))).toBe(1);
  expect(await purgeAll(db, 'emailChanges', secondsIn(51))).toBe(1);

  const now = secondsIn(0);
  for (let i = 0; i < 2; i += 1) {
    await queueMail(db, { kind: 'activation', recipient: 'a@x.io', userId, now });
  }
  const [mail] = await claimDueMails(db, { limit: 1, now, until: now });
  if (mail) await postponeMail(db, mail, { dueAt: null, error: 'no', now });
  expect(await purgeAll(db, 'outbox', secondsIn(1))).toBe(1);
  expect(await count('outbox')).toBe(1);

  const waiting = { isActive: false, awaitsActivation: true };
  await insertUser(db, userRow({ email: 'waits@x.io', ...waiting }));
  await insertUser(db, userRow({ email: 'out@x.io', isActive: false }));
  expect(await purgeAll(db, 'users', secondsIn(0))).toBe(0);
  expect(await purgeAll(db, 'users', secondsIn(1))).toBe(1);
  expect(await count('users')).toBe(2);
});

it('deletes events, with or without an account, and keeps younger ones', async () => {
  const event = { event: 'sign-in-refused', createdAt: secondsIn(0) };
  await insertAuditEvent(db, { ...event, userId });
  await insertAuditEvent(db, { ...event, userId: null });
  await insertAuditEvent(db, { ...event, userId, createdAt: secondsIn(1) });
  expect(await purgeAll(db, 'auditEvents', secondsIn(0))).toBe(0);
  expect(await purgeAll(db, 'auditEvents', secondsIn(1))).toBe(2);
  const left = await findAuditEvents(db, userId, { beforeId: null, limit: 9 });
  expect(left).toEqual([expect.objectContaining({ createdAt: secondsIn(1) })]);
});

it('keeps what says that a token of Django’s was exchanged, for as long as such a token may live', async () => {
  const imported = { email: 'django@x.io', importedAt: secondsIn(0) };
  const { id } = (await insertUser(db, userRow(imported))) as User;
  const over = { userId: id, revokedAt: secondsIn(10), expiresAt: secondsIn(20) };
  await db.query.insert(db.tables.sessions).values(sessionRow({ ...over, endsAt: secondsIn(900) }));
  expect(await purgeAll(db, 'sessions', secondsIn(800))).toBe(0);
  expect(await purgeAll(db, 'sessions', secondsIn(901))).toBe(1);
  const waiting = { isActive: false, awaitsActivation: true, importedAt: secondsIn(50) };
  await insertUser(db, userRow({ email: 'late@x.io', ...waiting }));
  expect(await purgeAll(db, 'users', secondsIn(50))).toBe(0);
  expect(await purgeAll(db, 'users', secondsIn(51))).toBe(1);
});

it('deletes counts of limits that are over', async () => {
  const room = { tokens: 2, refillMs: 1000 };
  await takeTokens(db, [{ id: 'over', ...room }], secondsIn(0));
  await takeTokens(db, [{ id: 'counts', ...room }], secondsIn(1));
  expect(await purgeAll(db, 'rateLimits', secondsIn(1.5))).toBe(1);
  expect(await count('rateLimits')).toBe(1);
});
