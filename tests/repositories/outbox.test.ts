import { describe, expect, it } from 'vitest';
import type { Database } from '@/db/database/database';
import { deleteUser, idByEmail, insertUser } from '@/db/repositories/accounts';
import {
  claimDueMails,
  countMails,
  findFailedMails,
  postponeMail,
  queueMail,
  releaseMails,
  retryFailedMails,
} from '@/db/repositories/outbox';
import type { OutboxMail } from '@/db/tables/schema';
import { outboxRows } from '@/tests/support/mail-app';
import { openTestDatabase, secondsIn, userRow } from '@/tests/support/test-database';

/** A database with Ada in it and `count` mails for her, one asked for each second. */
async function outboxOf(count: number) {
  const db = await openTestDatabase();
  const user = await insertUser(db, userRow());
  if (!user) throw new Error('no user');
  for (let at = 0; at < count; at += 1) {
    const now = secondsIn(at);
    await queueMail(db, { kind: 'activation', recipient: user.email, userId: user.id, now });
  }
  return { db, user };
}

const claim = (db: Database, limit: number, atSeconds: number) =>
  claimDueMails(db, { limit, now: secondsIn(atSeconds), until: secondsIn(atSeconds + 60) });

const ids = (mails: OutboxMail[]) => mails.map(({ id }) => id).sort((a, b) => a - b);

describe('queueMail', () => {
  it('finds the account with the address by itself, and queues a mail alike if there is none', async () => {
    const { db, user } = await outboxOf(0);
    for (const email of [user.email, 'nobody@example.com']) {
      const userId = idByEmail(db, email, 'active');
      const now = secondsIn(0);
      await queueMail(db, { kind: 'password-reset', recipient: email, userId, now });
    }
    const rows = await outboxRows({ db });
    expect(rows.map(({ userId }) => userId)).toEqual([user.id, null]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  });

  it('is undone by the end of the account', async () => {
    const { db, user } = await outboxOf(2);
    await deleteUser(db, user.id);
    expect(await outboxRows({ db })).toEqual([]);
  });
});

describe('claimDueMails', () => {
  it('takes the oldest first, and no mail before its time', async () => {
    const { db } = await outboxOf(5);
    expect(ids(await claim(db, 2, 3))).toEqual([1, 2]);
    expect(ids(await claim(db, 9, 3))).toEqual([3, 4]);
  });

  it('gives each mail to one of those that ask at once, and leaves none out', async () => {
    const { db } = await outboxOf(40);
    for (let round = 0; round < 20; round += 1) {
      const at = 100 + round * 60;
      const asks = Array.from({ length: 10 }, () => claim(db, 8, at));
      const claimed = (await Promise.all(asks)).flat();
      expect(ids(claimed)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    }
  });

  it('gives a mail again once its claim has lapsed, since its process is dead', async () => {
    const { db } = await outboxOf(1);
    expect(await claim(db, 8, 0)).toHaveLength(1);
    expect(await claim(db, 8, 59)).toEqual([]);
    expect(await claim(db, 8, 60)).toHaveLength(1);
  });
});

describe('releaseMails', () => {
  it('gives claimed mails to other processes at once', async () => {
    const { db } = await outboxOf(3);
    const mails = await claim(db, 3, 3);
    await releaseMails(db, { ids: ids(mails).slice(1), until: secondsIn(63) });
    expect(ids(await claim(db, 8, 4))).toEqual(ids(mails).slice(1));
  });

  it('leaves a mail alone that another process has claimed since', async () => {
    const { db } = await outboxOf(1);
    await claim(db, 1, 0);
    const [other] = await claim(db, 1, 60);
    await releaseMails(db, { ids: [other?.id ?? 0], until: secondsIn(60) });
    expect(await outboxRows({ db })).toEqual([other]);
  });
});

describe('postponeMail', () => {
  const note = { error: 'refused', now: secondsIn(1) };

  it('lets go of the mail until it is due', async () => {
    const { db } = await outboxOf(1);
    const [mail] = await claim(db, 1, 0);
    if (!mail) throw new Error('nothing claimed');
    await postponeMail(db, mail, { ...note, dueAt: secondsIn(5) });
    expect(await claim(db, 1, 4)).toEqual([]);
    expect(await claim(db, 1, 5)).toMatchObject([{ attempts: 1, error: 'refused' }]);
  });

  it('leaves a mail alone that another process has claimed since', async () => {
    const { db } = await outboxOf(1);
    const [late] = await claim(db, 1, 0);
    if (!late) throw new Error('nothing claimed');
    const [other] = await claim(db, 1, 60);
    await postponeMail(db, late, { ...note, dueAt: null });
    expect(await outboxRows({ db })).toEqual([other]);
  });

  it('keeps a mail that is given up, which a retry makes as good as new', async () => {
    const { db } = await outboxOf(2);
    const [mail] = await claim(db, 1, 0);
    if (!mail) throw new Error('nothing claimed');
    await postponeMail(db, mail, { ...note, dueAt: null });
    expect(await countMails(db)).toEqual({ waiting: 1, failed: 1 });
    expect(ids(await findFailedMails(db, 10))).toEqual([mail.id]);
    expect(await retryFailedMails(db, secondsIn(900))).toBe(1);
    expect(await countMails(db)).toEqual({ waiting: 2, failed: 0 });
    const again = await claim(db, 8, 900);
    expect(again.find(({ id }) => id === mail.id)).toMatchObject({ attempts: 0, failedAt: null });
    expect(await retryFailedMails(db, secondsIn(900))).toBe(0);
  });
});
