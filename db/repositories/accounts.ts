import { and, asc, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Database, Statement } from '../database';
import type { NewUser, User } from '../schema';

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
 * True if somebody has this address, or gave it up after `undoableSince` and may still want it back:
 * otherwise a thief could register it anew and bar the way.
 */
export async function isEmailTaken(
  db: Database,
  email: string,
  undoableSince: Date,
): Promise<boolean> {
  const { users } = db.tables;
  const isKeptFor = and(eq(users.previousEmail, email), gt(users.emailChangedAt, undoableSince));
  const [owner] = await db.query
    .select({ id: users.id })
    .from(users)
    .where(or(eq(users.email, email), isKeptFor))
    .limit(1);
  return owner !== undefined;
}

/** A query for the id of whoever has this address and is as `state` says; it may find nobody. */
export function idByEmail(
  db: Database,
  email: string,
  state: 'any' | 'active' | 'waits-for-activation',
): SQL {
  const { users } = db.tables;
  const conditions = {
    any: undefined,
    active: eq(users.isActive, true),
    'waits-for-activation': and(eq(users.isActive, false), isNull(users.emailVerifiedAt)),
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

/** What of an account must still be as it was for a change to be made. */
type AsItWas = Pick<User, 'id' | 'email' | 'password' | 'isActive' | 'pendingEmail'>;

/**
 * Changes an account if it is as the caller last saw it; `effects` stand or fall with that. The
 * new row, or null if somebody else was first. Of a hundred uses of one link, one succeeds here.
 */
export async function changeAccount(
  db: Database,
  seen: AsItWas,
  changes: Partial<User>,
  effects: readonly Statement[] = [],
): Promise<User | null> {
  const { users } = db.tables;
  const change = db.query
    .update(users)
    .set(changes)
    .where(
      and(
        eq(users.id, seen.id),
        eq(users.email, seen.email),
        eq(users.password, seen.password),
        eq(users.isActive, seen.isActive),
        seen.pendingEmail === null
          ? isNull(users.pendingEmail)
          : eq(users.pendingEmail, seen.pendingEmail),
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
