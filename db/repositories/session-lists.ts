import { and, desc, eq } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import { isLive } from '@/db/repositories/sessions';
import type { Session } from '@/db/tables/schema';

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

/** The User-Agents of a user's sessions, over or not, the newest first, at most `limit`. */
export async function findUserAgents(
  db: Database,
  userId: number,
  limit: number,
): Promise<(string | null)[]> {
  const { sessions } = db.tables;
  const rows = db.query.select({ userAgent: sessions.userAgent }).from(sessions);
  const newest = rows.where(eq(sessions.userId, userId)).orderBy(desc(sessions.createdAt));
  return (await newest.limit(limit)).map(({ userAgent }) => userAgent);
}
