import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { RevokedReason, Session } from '@/db/tables/schema';

/** Ends every session of everybody, and what tokens of Django's are good for; gives how many. */
export async function endAllSessions(
  db: Database,
  reason: RevokedReason,
  now: Date,
): Promise<number> {
  const { sessions, users } = db.tables;
  await db.query.update(users).set({ importedAt: null }).where(isNotNull(users.importedAt));
  const rows = await db.query
    .update(sessions)
    .set({ revokedAt: now, revokedReason: reason })
    .where(isNull(sessions.revokedAt))
    .returning({ id: sessions.id });
  return rows.length;
}

/** The statement that ends all sessions of a user, but for one if `exceptId` names it. */
export function endingSessionsOf(
  db: Database,
  userId: number,
  reason: RevokedReason,
  now: Date,
  exceptId?: string,
): Statement {
  const { sessions } = db.tables;
  const others = exceptId === undefined ? undefined : ne(sessions.id, exceptId);
  return db.query
    .update(sessions)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), others));
}

/** Ends every session of a user but one, and what tokens of Django's are good for. */
export async function endOtherSessions(
  db: Database,
  userId: number,
  keptId: string,
  reason: RevokedReason,
  now: Date,
): Promise<void> {
  const { users } = db.tables;
  const change = db.query.update(users).set({ importedAt: null }).where(eq(users.id, userId));
  await db.changeTogether(change.returning({ id: users.id }), [
    endingSessionsOf(db, userId, reason, now, keptId),
  ]);
}

/**
 * The statement by which no device counts as a user's any more: somebody else was signed in to their
 * account, and a device that is known may guess more than a stranger.
 */
export function forgettingDevicesOf(db: Database, userId: number): Statement {
  const { sessions } = db.tables;
  return db.query.update(sessions).set({ device: null }).where(eq(sessions.userId, userId));
}

/**
 * The statement by which a device is known to a user who is not signed in there: it stores a session
 * that is over from its start.
 */
export function rememberingDevice(db: Database, session: Session): Statement {
  const { sessions } = db.tables;
  const end = { revokedAt: session.createdAt, revokedReason: 'remembered' } as const;
  return db.query.insert(sessions).values({ ...session, ...end });
}
