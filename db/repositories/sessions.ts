import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { RevokedReason, Session, User } from '@/db/tables/schema';

/** A session and whose it is. */
export interface UserSession {
  session: Session;
  user: User;
}

/**
 * Stores the session of somebody who has just signed in, and what that changes in the account.
 * False, with nothing stored, if the account was deactivated or its password changed since it was
 * `seen`: a session that begins while all others end would outlive them.
 */
export async function openSession(
  db: Database,
  seen: Pick<User, 'id' | 'password'>,
  session: Session,
  changes: Partial<User>,
  effects: readonly Statement[] = [],
): Promise<boolean> {
  const { users, sessions } = db.tables;
  const isAsSeen = and(
    eq(users.id, seen.id),
    eq(users.password, seen.password),
    eq(users.isActive, true),
  );
  const change = db.query.update(users).set(changes).where(isAsSeen).returning({ id: users.id });
  const rows = await db.changeTogether<{ id: number }>(change, [
    db.query.insert(sessions).values(session),
    ...effects,
  ]);
  return rows.length > 0;
}

/**
 * The session with its user if it may be used at `now`, else null: not ended, not lapsed, and of
 * an active user. One query, and the authority over every token.
 */
export async function findLiveSession(
  db: Database,
  id: string,
  now: Date,
): Promise<UserSession | null> {
  const { sessions, users } = db.tables;
  const [row] = await db.query
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), isLive(db, now), eq(users.isActive, true)))
    .limit(1);
  return row ?? null;
}

/** The condition that a session is not over at `now`. */
export function isLive({ tables: { sessions } }: Database, now: Date) {
  return and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now), gt(sessions.endsAt, now));
}

/** The statement that ends a session, of `ownerId` if given; it returns a row if it was not over. */
export function endingSession(
  db: Database,
  id: string,
  reason: RevokedReason,
  now: Date,
  ownerId?: number,
) {
  const { sessions } = db.tables;
  const isOwners = ownerId === undefined ? undefined : eq(sessions.userId, ownerId);
  return db.query
    .update(sessions)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(sessions.id, id), isOwners, isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
}

/** Ends a session. True if this call ended it; false if it was over, is another's or unknown. */
export async function revokeSession(...session: Parameters<typeof endingSession>) {
  return (await endingSession(...session)).length > 0;
}
