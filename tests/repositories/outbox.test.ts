import { beforeEach, expect, it } from 'vitest';
import { insertUser } from '@/db/repositories/accounts';
import {
  claimDueMails,
  countMails,
  deleteMail,
  postponeMail,
  queueMail,
} from '@/db/repositories/outbox';
import { openTestDatabase, secondsIn, userRow } from '../support/test-database';

const db = await openTestDatabase();
const userId = (await insertUser(db, userRow()))?.id ?? 0;
const queue = (at: number) =>
  queueMail(db, { kind: 'activation', recipient: 'ada@example.com', userId, now: secondsIn(at) });
const claim = (at: number, limit = 10) =>
  claimDueMails(db, { limit, now: secondsIn(at), until: secondsIn(at + 60) });

beforeEach(async () => {
  for (const { id } of await claim(10_000, 1000)) await deleteMail(db, id);
  await db.query.delete(db.tables.outbox);
});

it('gives each mail to one of those that ask at once, the oldest first', async () => {
  for (let i = 0; i < 20; i += 1) await queue(i);
  const claims = await Promise.all([claim(30), claim(30), claim(30)]);
  const ids = claims.flat().map(({ id }) => id);
  expect(ids).toHaveLength(20);
  expect(new Set(ids).size).toBe(20);
  expect(Math.max(...(claims[0] ?? []).map(({ id }) => id))).toBeLessThan(
    Math.min(...(claims[1] ?? []).map(({ id }) => id)),
  );
});

it('gives a mail to somebody else once its claim has lapsed: whoever had it is dead', async () => {
  await queue(0);
  expect(await claim(0)).toHaveLength(1);
  expect(await claim(59)).toEqual([]);
  expect(await claim(60)).toHaveLength(1);
});

it('gives a postponed mail when its time has come, and a failed one never', async () => {
  await queue(0);
  const [mail] = await claim(0);
  const id = mail?.id ?? 0;
  const note = { attempts: 1, error: 'refused', now: secondsIn(1) };
  await postponeMail(db, id, { ...note, dueAt: secondsIn(100) });
  expect(await claim(99)).toEqual([]);
  expect(await claim(100)).toMatchObject([{ id, attempts: 1, error: 'refused' }]);
  await postponeMail(db, id, { ...note, dueAt: null });
  expect(await claim(10_000)).toEqual([]);
  expect(await countMails(db)).toEqual({ waiting: 0, failed: 1 });
});
