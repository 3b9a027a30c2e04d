import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Database } from '../database';
import type { RevokedReason, Session } from '../schema';
import { isLive } from './sessions';

/** A user's live sessions, the one used last first, at most `limit`. */
export function findLiveSessionsOf(
  db: Database,
  userId: number,
  now: Date,
  limit: number,
): Promise<Session[]> {
  const { sessions } = db.tables;
  const rows = db.query.select().from(sessions);
  return rows
    .where(and(eq(sessions.userId, userId), isLive(db, now)))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.createdAt))
    .limit(limit);
}

/** Ends a session of this user. True if this call ended it; false if it was over or is another's. */
export async function revokeSessionOf(
  db: Database,
  userId: number,
  id: string,
  reason: RevokedReason,
  now: Date,
): Promise<boolean> {
  const { sessions } = db.tables;
  const rows = await db.query
    .update(sessions)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}
