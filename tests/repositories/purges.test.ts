import { expect, it } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import { findAuditEvents, insertAuditEvent } from '@/db/repositories/audit-events';
import { startingEmailChange } from '@/db/repositories/email-changes';
import { claimDueMails, postponeMail, queueMail } from '@/db/repositories/outbox';
import { purgeBatch } from '@/db/repositories/purges';
import { takeTokens } from '@/db/repositories/rate-limits';
import type { User } from '@/db/tables/schema';
import { openTestDatabase, secondsIn, sessionRow, userRow } from '@/tests/support/test-database';

const db = await openTestDatabase();
const user = (await insertUser(db, userRow())) as User;
const { id: userId } = user;
const count = (table: 'sessions' | 'emailChanges' | 'outbox' | 'users' | 'rateLimits') =>
  db.query.$count(db.tables[table]);

it('deletes sessions that are over for long enough, a thousand at a time', async () => {
  const over = { userId, expiresAt: secondsIn(60) };
  const rows = [
    ...Array.from({ length: 1500 }, () => sessionRow(over)),
    sessionRow({ userId, expiresAt: secondsIn(90), endsAt: secondsIn(90) }),
    sessionRow({ userId, expiresAt: secondsIn(5000), revokedAt: secondsIn(70) }),
    sessionRow({ userId, expiresAt: secondsIn(5000), endsAt: secondsIn(9000) }),
  ];
  for (let at = 0; at < rows.length; at += 500) {
    await db.query.insert(db.tables.sessions).values(rows.slice(at, at + 500));
  }
  expect(await purgeBatch(db, 'sessions', secondsIn(60))).toBe(0);
  expect(await purgeBatch(db, 'sessions', secondsIn(100))).toBe(1000);
  expect(await purgeBatch(db, 'sessions', secondsIn(100))).toBe(502);
  expect(await purgeBatch(db, 'sessions', secondsIn(100))).toBe(0);
  expect(await count('sessions')).toBe(1);
});

it('deletes changes of address, mails that failed, and accounts that were never activated', async () => {
  const change = { userId, oldEmail: 'a@x.io', newEmail: 'b@x.io', askedAt: secondsIn(0) };
  await startingEmailChange(db, { ...change, id: 'a', confirmedAt: null });
  const done = { ...change, id: 'b', confirmedAt: secondsIn(50) };
  await db.query.insert(db.tables.emailChanges).values(done);
  expect(await purgeBatch(db, 'emailChanges', secondsIn(50))).toBe(1);
  expect(await purgeBatch(db, 'emailChanges', secondsIn(51))).toBe(1);

  const now = secondsIn(0);
  for (let i = 0; i < 2; i += 1) {
    await queueMail(db, { kind: 'activation', recipient: 'a@x.io', userId, now });
  }
  const [mail] = await claimDueMails(db, { limit: 1, now, until: now });
  if (mail) await postponeMail(db, mail, { dueAt: null, error: 'no', now });
  expect(await purgeBatch(db, 'outbox', secondsIn(1))).toBe(1);
  expect(await count('outbox')).toBe(1);

  const waiting = { isActive: false, awaitsActivation: true };
  await insertUser(db, userRow({ email: 'waits@x.io', ...waiting }));
  await insertUser(db, userRow({ email: 'out@x.io', isActive: false }));
  expect(await purgeBatch(db, 'users', secondsIn(0))).toBe(0);
  expect(await purgeBatch(db, 'users', secondsIn(1))).toBe(1);
  expect(await count('users')).toBe(2);
});

it('deletes events, with or without an account, and keeps younger ones', async () => {
  const event = { event: 'sign-in-refused', createdAt: secondsIn(0) };
  await insertAuditEvent(db, { ...event, userId });
  await insertAuditEvent(db, { ...event, userId: null });
  await insertAuditEvent(db, { ...event, userId, createdAt: secondsIn(1) });
  expect(await purgeBatch(db, 'auditEvents', secondsIn(0))).toBe(0);
  expect(await purgeBatch(db, 'auditEvents', secondsIn(1))).toBe(2);
  const left = await findAuditEvents(db, userId, { beforeId: null, limit: 9 });
  expect(left).toEqual([expect.objectContaining({ createdAt: secondsIn(1) })]);
});

it('keeps what says that a token of Django’s was exchanged, for as long as such a token may live', async () => {
  const imported = { email: 'django@x.io', importedAt: secondsIn(0) };
  const { id } = (await insertUser(db, userRow(imported))) as User;
  const over = { userId: id, revokedAt: secondsIn(10), expiresAt: secondsIn(20) };
  await db.query.insert(db.tables.sessions).values(sessionRow({ ...over, endsAt: secondsIn(900) }));
  expect(await purgeBatch(db, 'sessions', secondsIn(800))).toBe(0);
  expect(await purgeBatch(db, 'sessions', secondsIn(901))).toBe(1);
  const waiting = { isActive: false, awaitsActivation: true, importedAt: secondsIn(50) };
  await insertUser(db, userRow({ email: 'late@x.io', ...waiting }));
  expect(await purgeBatch(db, 'users', secondsIn(50))).toBe(0);
  expect(await purgeBatch(db, 'users', secondsIn(51))).toBe(1);
});

it('deletes counts of limits that are over', async () => {
  const room = { tokens: 2, refillMs: 1000 };
  await takeTokens(db, [{ id: 'over', ...room }], secondsIn(0));
  await takeTokens(db, [{ id: 'counts', ...room }], secondsIn(1));
  expect(await purgeBatch(db, 'rateLimits', secondsIn(1.5))).toBe(1);
  expect(await count('rateLimits')).toBe(1);
});
