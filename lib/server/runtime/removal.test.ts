import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import { insertAuditEvent } from '@/db/repositories/audit-events';
import { startingEmailChange } from '@/db/repositories/email-changes';
import type { User } from '@/db/tables/schema';
import { removeOver, startRemoval } from '@/lib/server/runtime/removal';
import { DAY_SECONDS, toMs } from '@/lib/shared/time';
import { startTestApp } from '@/tests/support/test-app';
import { sessionRow, userRow } from '@/tests/support/test-database';

const { ctx, clock, logged } = await startTestApp();
const { db } = ctx;

/** The longest time between two removals, and a while more. */
const ROUND_MS = toMs(16 * 60);

// Of the test's process alone: statements and pauses go on as ever.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The tables with rows of which a test makes one that is over. */
const KINDS = [
  'sessions',
  'devices',
  'emailChanges',
  'outbox',
  'users',
  'pendingIdentities',
  'rateLimits',
  'auditEvents',
] as const;

const counts = async () =>
  Object.fromEntries(
    await Promise.all(KINDS.map(async (kind) => [kind, await db.query.$count(db.tables[kind])])),
  );

/** Makes a row of each kind that is of no use from now on, and one account that stays. */
async function makeRows(): Promise<void> {
  const at = clock.now();
  const { id: userId } = (await insertUser(db, userRow())) as User;
  const waiting = { isActive: false, awaitsActivation: true, dateJoined: at };
  await insertUser(db, userRow({ email: 'waits@example.com', ...waiting }));
  const { devices, outbox, pendingIdentities, rateLimits, sessions } = db.tables;
  await db.query.insert(sessions).values(sessionRow({ userId, expiresAt: at, endsAt: at }));
  await db.query.insert(devices).values({ userId, hash: 'h', firstSeenAt: at, keptUntil: at });
  const change = { id: 'c', userId, oldEmail: 'a@x.io', newEmail: 'b@x.io', askedAt: at };
  await startingEmailChange(db, { ...change, confirmedAt: null });
  const mail = { key: 'k', kind: 'activation', userId, recipient: 'a@x.io', attempts: 9 } as const;
  const dates = { createdAt: at, dueAt: at, failedAt: at };
  await db.query.insert(outbox).values({ ...mail, ...dates });
  const names = { firstName: '', lastName: '', subject: 's', provider: 'acme', email: null };
  const pending = { id: 'p', device: 'h', createdAt: at, ...names };
  await db.query.insert(pendingIdentities).values(pending);
  await db.query.insert(rateLimits).values({ id: 'full', freeAtMs: at.getTime() });
  await insertAuditEvent(db, { event: 'sign-in-refused', createdAt: at, userId });
  expect(Object.keys(await counts())).toEqual(Object.keys(db.tables).filter(isKind).sort(byKind));
}

/** Lets time pass, a round at a time, until something holds. */
async function passUntil(check: () => Promise<void>): Promise<void> {
  const endAt = Date.now() + 30_000;
  for (;;) {
    await vi.advanceTimersByTimeAsync(ROUND_MS);
    await sleep(10);
    const failure = await check().then(
      () => null,
      (error: Error) => error,
    );
    if (!failure) return;
    if (Date.now() > endAt) throw failure;
  }
}
const isKind = (name: string) => name !== 'identities';
const byKind = (a: string, b: string) => KINDS.indexOf(a as never) - KINDS.indexOf(b as never);

it('rows of every kind go by themselves after their time, and none before', async () => {
  await makeRows();
  const stop = startRemoval(ctx);
  const all = await counts();
  clock.advance(1);
  // A bucket that is full is like none.
  await passUntil(async () => expect(await counts()).toEqual({ ...all, rateLimits: 0 }));
  clock.advance(30 * DAY_SECONDS);
  const gone = Object.fromEntries(KINDS.map((kind) => [kind, kind === 'users' ? 1 : 0]));
  await passUntil(async () => expect(await counts()).toEqual(gone));
  await stop();
  expect(logged).toContainEqual(expect.objectContaining({ event: 'rows-removed' }));
});

/** Inserts buckets of limits that are full. */
async function makeBuckets(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({ id: `full-${at}`, freeAtMs: at }));
  await db.query.delete(db.tables.rateLimits);
  await db.query.insert(db.tables.rateLimits).values(rows);
}
const buckets = () => db.query.$count(db.tables.rateLimits);

it('a failed removal is logged and made again', async () => {
  await makeBuckets(3);
  let isBroken = true;
  const tables = () => {
    if (isBroken) throw new Error('no disk');
    return db.tables;
  };
  const stop = startRemoval({ ...ctx, db: Object.create(db, { tables: { get: tables } }) });
  const failed = { msg: 'rows that are over not removed' };
  await passUntil(async () => expect(logged.at(-1)).toMatchObject(failed));
  expect(await buckets()).toBe(3);
  isBroken = false;
  await passUntil(async () => expect(await buckets()).toBe(0));
  await stop();
});

it('a removal that is stopped ends after the deletion under way, and no other follows', async () => {
  await makeBuckets(400);
  const stop = startRemoval(ctx);
  await vi.advanceTimersByTimeAsync(ROUND_MS);
  await stop();
  const left = await buckets();
  expect(left).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(3 * ROUND_MS);
  await sleep(100);
  expect(await buckets()).toBe(left);
});

it('two removals at once share the rows, and a pause follows each of their deletions', async () => {
  await makeBuckets(900);
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
  };
  const removed = await Promise.all([removeOver(ctx, { pause }), removeOver(ctx, { pause })]);
  expect(removed.reduce((sum, { rateLimits }) => sum + rateLimits, 0)).toBe(900);
  expect(pauses).toBeGreaterThan(2 * 9);
});

it('keeps no process alive', () => {
  vi.useRealTimers();
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const stop = startRemoval(ctx);
  const after = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  expect(after).toBe(before);
  stop();
});
