import { expect, it } from 'vitest';
import { idByEmail } from '@/db/repositories/accounts';
import { countMails, queueMail } from '@/db/repositories/outbox';
import { findUserByEmail } from '@/db/repositories/users';
import type { User } from '@/db/tables/schema';
import { openTestDatabase, userRow } from '@/tests/support/test-database';

const db = await openTestDatabase();
const now = new Date('2026-01-01T00:00:00Z');
const insert = (email: string) =>
  db.query.insert(db.tables.users).values(userRow({ email })).onConflictDoNothing().returning();
const mail = (email: string) =>
  queueMail(db, { kind: 'activation', recipient: email, userId: idByEmail(db, email, 'any'), now });

it('a change and its effects are made together', async () => {
  const [user] = await db.changeTogether<User>(insert('a@x.io'), [mail('a@x.io')]);
  expect(user).toMatchObject({ id: 1, email: 'a@x.io', isActive: true });
  expect(await countMails(db)).toEqual({ waiting: 1, failed: 0 });
});

it('nothing else is done where the change changes nothing', async () => {
  expect(await db.changeTogether<User>(insert('a@x.io'), [mail('a@x.io')])).toEqual([]);
  expect(await countMails(db)).toEqual({ waiting: 1, failed: 0 });
});

it('nothing is done where an effect fails', async () => {
  const twice = mail('b@x.io');
  await expect(db.changeTogether<User>(insert('b@x.io'), [twice, twice])).rejects.toSatisfy(
    (error) => db.isConflict(error),
  );
  expect(await findUserByEmail(db, 'b@x.io')).toBeNull();
  expect(await countMails(db)).toEqual({ waiting: 1, failed: 0 });
});
