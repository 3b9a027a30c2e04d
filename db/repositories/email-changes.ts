import { and, asc, desc, eq, gt, gte, isNull, ne, or } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { EmailChange } from '@/db/tables/schema';

/** The statement that records a change of address; one that still waits has to be forgotten first. */
export function startingEmailChange(db: Database, change: EmailChange): Statement {
  return db.query.insert(db.tables.emailChanges).values(change);
}

/** The statement that forgets the change that waits for its confirmation. */
export function forgettingPendingChange(db: Database, userId: number): Statement {
  const { emailChanges } = db.tables;
  return db.query
    .delete(emailChanges)
    .where(and(eq(emailChanges.userId, userId), isNull(emailChanges.confirmedAt)));
}

/** The statement that forgets all changes of a user: none of them can be undone. */
export function forgettingEmailChanges(db: Database, userId: number): Statement {
  const { emailChanges } = db.tables;
  return db.query.delete(emailChanges).where(eq(emailChanges.userId, userId));
}

/**
 * The statement that marks a change as over, confirmed or called off: it waits no more, and can be undone
 * for a day.
 */
export function closingEmailChange(db: Database, id: string, now: Date): Statement {
  const { emailChanges } = db.tables;
  return db.query.update(emailChanges).set({ confirmedAt: now }).where(eq(emailChanges.id, id));
}

/** The statement that forgets a change and every change that was asked for after it. */
export function undoingEmailChange(db: Database, { userId, askedAt }: EmailChange): Statement {
  const { emailChanges } = db.tables;
  return db.query
    .delete(emailChanges)
    .where(and(eq(emailChanges.userId, userId), gte(emailChanges.askedAt, askedAt)));
}

/** The change with this id, or null. */
export async function findEmailChange(db: Database, id: string): Promise<EmailChange | null> {
  const { emailChanges } = db.tables;
  const rows = await db.query.select().from(emailChanges).where(eq(emailChanges.id, id)).limit(1);
  return rows[0] ?? null;
}

/** The user's change that waits for its confirmation, however old it is, or null. */
export async function findPendingChange(db: Database, userId: number): Promise<EmailChange | null> {
  const { emailChanges } = db.tables;
  const isWaiting = and(eq(emailChanges.userId, userId), isNull(emailChanges.confirmedAt));
  const rows = db.query.select().from(emailChanges).where(isWaiting);
  return (await rows.orderBy(desc(emailChanges.askedAt)).limit(1))[0] ?? null;
}

/** A user's changes that wait, or were confirmed or called off after `since`: the oldest, at most `limit`. */
export function findEmailChanges(
  db: Database,
  userId: number,
  since: Date,
  limit: number,
): Promise<EmailChange[]> {
  const { emailChanges } = db.tables;
  const isRecent = or(isNull(emailChanges.confirmedAt), gt(emailChanges.confirmedAt, since));
  const rows = db.query.select().from(emailChanges);
  return rows
    .where(and(eq(emailChanges.userId, userId), isRecent))
    .orderBy(asc(emailChanges.askedAt))
    .limit(limit);
}

/**
 * True if an account other than `exceptUserId` gave this address up after `since`: its owner may still
 * want the address back, and a thief could otherwise register it anew and bar the way.
 */
export async function isEmailKept(
  db: Database,
  email: string,
  since: Date,
  exceptUserId: number | null,
): Promise<boolean> {
  const { emailChanges } = db.tables;
  const isOthers = exceptUserId === null ? undefined : ne(emailChanges.userId, exceptUserId);
  const rows = await db.query
    .select({ id: emailChanges.id })
    .from(emailChanges)
    .where(and(eq(emailChanges.oldEmail, email), gt(emailChanges.confirmedAt, since), isOthers))
    .limit(1);
  return rows.length > 0;
}
