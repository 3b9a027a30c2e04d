import { insertUser } from '@/db/repositories/accounts';
import { queueMail } from '@/db/repositories/outbox';
import type { MailKind, OutboxMail, User } from '@/db/tables/schema';
import type { Context } from '@/lib/server/use-case/context';
import { userRow } from '@/tests/support/test-database';

/** Inserts a user into the app's database. */
export async function addPerson({ db }: Context, changes: Partial<User> = {}): Promise<User> {
  const user = await insertUser(db, userRow(changes));
  if (!user) throw new Error('the address is taken');
  return user;
}

/** Queues a mail to a user as a use case would. */
export async function addMail(
  { db, now }: Context,
  { id, email }: Pick<User, 'id' | 'email'>,
  kind: MailKind = 'password-reset',
): Promise<void> {
  await queueMail(db, { kind, recipient: email, userId: id, now: now() });
}

/** Returns every row of the outbox. */
export function outboxRows({ db }: Pick<Context, 'db'>): Promise<OutboxMail[]> {
  return db.query.select().from(db.tables.outbox);
}
