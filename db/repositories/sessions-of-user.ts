import { and, desc, eq, isNull, ne, or } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import { isLive } from '@/db/repositories/sessions';
import type { UserKey } from '@/db/repositories/users';
import type { Session, User } from '@/db/tables/schema';

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

/**
 * What a user's sessions, over or not, were used with: the newest User-Agents, at most `limit`. A
 * browser that is only remembered has not been signed in.
 */
export async function findUserAgents(
  db: Database,
  userId: number,
  limit: number,
): Promise<(string | null)[]> {
  const { sessions } = db.tables;
  const rows = db.query.select({ userAgent: sessions.userAgent }).from(sessions);
  const wasSignedIn = or(isNull(sessions.revokedReason), ne(sessions.revokedReason, 'remembered'));
  const newest = rows
    .where(and(eq(sessions.userId, userId), wasSignedIn))
    .orderBy(desc(sessions.createdAt));
  return (await newest.limit(limit)).map(({ userAgent }) => userAgent);
}

/** The user with this name, if the device with this hash is known to their account, or null. */
export async function findUserOnDevice(
  db: Database,
  { column, value }: UserKey,
  device: string,
): Promise<User | null> {
  const { sessions, users } = db.tables;
  const rows = db.query
    .select({ user: users })
    .from(users)
    .innerJoin(sessions, eq(sessions.userId, users.id));
  const isTheirs = and(eq(users[column], value), eq(sessions.device, device));
  return (await rows.where(isTheirs).limit(1))[0]?.user ?? null;
}

/** The session with this id, over or not, or null. */
export async function findSession(db: Database, id: string): Promise<Session | null> {
  const { sessions } = db.tables;
  const rows = await db.query.select().from(sessions).where(eq(sessions.id, id)).limit(1);
  return rows[0] ?? null;
}
