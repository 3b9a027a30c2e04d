import { and, desc, eq } from 'drizzle-orm';
import type { Database } from '../database';
import type { Session } from '../schema';
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

/** What a user's sessions, over or not, were used with: the newest User-Agents, at most `limit`. */
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

/** True if the user was ever signed in on the device with this hash. */
export async function isKnownDevice(
  db: Database,
  userId: number,
  device: string,
): Promise<boolean> {
  const { sessions } = db.tables;
  const rows = db.query.select({ id: sessions.id }).from(sessions);
  const isTheirs = and(eq(sessions.userId, userId), eq(sessions.device, device));
  return (await rows.where(isTheirs).limit(1)).length > 0;
}

/** The session with this id, over or not, or null. */
export async function findSession(db: Database, id: string): Promise<Session | null> {
  const { sessions } = db.tables;
  const rows = await db.query.select().from(sessions).where(eq(sessions.id, id)).limit(1);
  return rows[0] ?? null;
}
