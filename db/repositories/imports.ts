import { inArray, or, sql } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import type { NewIdentity, NewUser, User } from '@/db/tables/schema';

/** The unique values of a user: those of another user must differ. */
export type Owner = Pick<User, 'id' | 'email' | 'usernameKey'>;

/** The users that have one of these ids, addresses or user names already. */
export function findOwners(
  db: Database,
  { ids, emails, usernameKeys }: { ids: number[]; emails: string[]; usernameKeys: string[] },
): Promise<Owner[]> {
  const { users } = db.tables;
  const { id, email, usernameKey } = users;
  // Without what is empty: for a constant among the conditions, SQLite reads all users.
  const conditions = [
    ids.length > 0 && inArray(id, ids),
    emails.length > 0 && inArray(email, emails),
    usernameKeys.length > 0 && inArray(usernameKey, usernameKeys),
  ].filter((condition) => condition !== false);
  const isOne = conditions.length > 0 ? or(...conditions) : sql`false`;
  return db.query.select({ id, email, usernameKey }).from(users).where(isOne);
}

/**
 * Stores users with the ids that they bring, in one statement. Returns the ids of those that are
 * stored; the id, address or user name of the others was taken meanwhile.
 */
export async function insertUsers(db: Database, rows: readonly NewUser[]): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const { users } = db.tables;
  const insert = db.query.insert(users).values([...rows]);
  const stored = await insert.onConflictDoNothing().returning({ id: users.id });
  return new Set(stored.map(({ id }) => id));
}

/** An identity by its key, and the id of the account that it opens. */
export type IdentityOwner = Pick<NewIdentity, 'provider' | 'subject' | 'userId'>;

/** Identities with one of these subjects, whatever their provider. */
export function findIdentityOwners(db: Database, subjects: string[]): Promise<IdentityOwner[]> {
  const { identities } = db.tables;
  const { provider, subject, userId } = identities;
  const rows = db.query.select({ provider, subject, userId }).from(identities);
  return rows.where(inArray(subject, subjects));
}

/** Stores identities in one statement. Returns those that are stored; the others exist already. */
export async function insertIdentities(
  db: Database,
  rows: readonly NewIdentity[],
): Promise<IdentityOwner[]> {
  if (rows.length === 0) return [];
  const { identities } = db.tables;
  const { provider, subject, userId } = identities;
  const insert = db.query.insert(identities).values([...rows]);
  return insert.onConflictDoNothing().returning({ provider, subject, userId });
}

/**
 * Lets new users get ids after those that were given. SQLite's AUTOINCREMENT counts given ids by
 * itself; PostgreSQL's sequence does not. Only Drizzle's builder for PostgreSQL has `execute`.
 */
export async function moveIdSequence({ query }: Pick<Database, 'query'>): Promise<void> {
  if (!('execute' in query) || typeof query.execute !== 'function') return;
  await query.execute(
    sql`select setval(pg_get_serial_sequence('users', 'id'), (select max(id) from users))`,
  );
}
