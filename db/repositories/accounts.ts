import { and, asc, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { NewUser, User } from '@/db/tables/schema';

/** The user with this id, or null. */
export async function findUserById(db: Database, id: number): Promise<User | null> {
  const { users } = db.tables;
  const [user] = await db.query.select().from(users).where(eq(users.id, id)).limit(1);
  return user ?? null;
}

/** Users by id, those after `afterId` first, at most `limit`. */
export function findUsers(db: Database, afterId: number, limit: number): Promise<User[]> {
  const { users } = db.tables;
  const rows = db.query.select().from(users).where(gt(users.id, afterId));
  return rows.orderBy(asc(users.id)).limit(limit);
}

/**
 * Users with `text`, without letter case, in their address or user name, the newest first; with
 * `beforeId` those older than that one. No index finds a part of a name: a rare one reads all users.
 */
export function searchUsers(
  db: Database,
  text: string,
  { limit, beforeId }: { limit: number; beforeId?: number | undefined },
): Promise<User[]> {
  const { users } = db.tables;
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const isLike = (column: typeof users.email | typeof users.usernameKey) =>
    sql`${column} like ${pattern} escape '\\'`;
  const rows = db.query.select().from(users);
  const hasText = text === '' ? undefined : or(isLike(users.email), isLike(users.usernameKey));
  const isOlder = beforeId === undefined ? undefined : lt(users.id, beforeId);
  return rows.where(and(isOlder, hasText)).orderBy(desc(users.id)).limit(limit);
}

/** True if an account has this address. */
export async function isEmailInUse(db: Database, email: string): Promise<boolean> {
  const { users } = db.tables;
  const query = db.query.select({ id: users.id }).from(users).where(eq(users.email, email));
  return (await query.limit(1)).length > 0;
}

/** A query for the id of the account with this address in one of these states; it may find none. */
export function idByEmail(
  db: Database,
  email: string,
  state: 'any' | 'active' | 'awaits-activation' | 'active-or-awaits-activation',
): SQL {
  const { users } = db.tables;
  const isActive = eq(users.isActive, true);
  const awaitsActivation = eq(users.awaitsActivation, true);
  const conditions = {
    any: undefined,
    active: isActive,
    'awaits-activation': awaitsActivation,
    'active-or-awaits-activation': or(isActive, awaitsActivation),
  };
  const query = db.query.select({ id: users.id }).from(users);
  return sql`${query.where(and(eq(users.email, email), conditions[state]))}`;
}

/** The new row, or null if its address or user name was taken first; `mails` go with it. */
export async function insertUser(
  db: Database,
  user: NewUser,
  mails: readonly Statement[] = [],
): Promise<User | null> {
  const insert = db.query.insert(db.tables.users).values(user).onConflictDoNothing().returning();
  const [row] = await db.changeTogether<User>(insert, mails);
  return row ?? null;
}

/**
 * Changes an account if it is as the caller last saw it, and so ends every link that is bound to
 * it; with another password, every token of Django's as well. `effects` stand or fall with that.
 * The new row, or null if another request was first. Of a hundred uses of one link, one succeeds here.
 */
export async function changeAccount(
  db: Database,
  seen: Pick<User, 'id' | 'revision' | 'isActive'>,
  changes: Partial<User>,
  effects: readonly Statement[] = [],
): Promise<User | null> {
  const { users } = db.tables;
  const endsImport = changes.password === undefined ? {} : { importedAt: null };
  const change = db.query
    .update(users)
    .set({ ...changes, ...endsImport, revision: seen.revision + 1 })
    .where(
      and(
        eq(users.id, seen.id),
        eq(users.revision, seen.revision),
        eq(users.isActive, seen.isActive),
      ),
    )
    .returning();
  const [row] = await db.changeTogether<User>(change, effects);
  return row ?? null;
}

/** Changes the names of a user; null if there is none. Throws the driver's error on a conflict. */
export async function updateProfile(
  db: Database,
  id: number,
  changes: Partial<Pick<User, 'firstName' | 'lastName' | 'username' | 'usernameKey'>>,
): Promise<User | null> {
  const { users } = db.tables;
  const [row] = await db.query.update(users).set(changes).where(eq(users.id, id)).returning();
  return row ?? null;
}

/** Deletes a user and, by reference, every session and queued mail of theirs. */
export async function deleteUser(db: Database, id: number): Promise<void> {
  await db.query.delete(db.tables.users).where(eq(db.tables.users.id, id));
}
