import { and, desc, eq, gt, inArray, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { RevokedReason, Session, User } from '@/db/tables/schema';

/** A session, and the user that it belongs to. */
export interface UserSession {
  session: Session;
  user: User;
}

/**
 * Stores the session of a user who has just signed in, and what that changes in the account.
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
function isLive({ tables: { sessions } }: Database, now: Date) {
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

/** Ends a session. True if this call ended it; false if it was over, unknown or another user's. */
export async function revokeSession(...session: Parameters<typeof endingSession>) {
  return (await endingSession(...session)).length > 0;
}

/**
 * Moves a live session from `generation` to the next: the compare-and-swap on which refreshing
 * stands. Null if the session is not live or another request was first.
 */
export async function rotateSession(
  db: Database,
  {
    id,
    generation,
    expiresAt,
    now,
  }: Pick<Session, 'id' | 'generation' | 'expiresAt'> & { now: Date },
): Promise<Session | null> {
  const { sessions, users } = db.tables;
  const activeUsers = db.query.select({ id: users.id }).from(users).where(eq(users.isActive, true));
  const [row] = await db.query
    .update(sessions)
    .set({ generation: generation + 1, rotatedAt: now, lastUsedAt: now, expiresAt })
    .where(
      and(
        eq(sessions.id, id),
        eq(sessions.generation, generation),
        isLive(db, now),
        inArray(sessions.userId, activeUsers),
      ),
    )
    .returning();
  return row ?? null;
}

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

/** The session with this id, over or not, or null. */
export async function findSession(db: Database, id: string): Promise<Session | null> {
  const { sessions } = db.tables;
  const rows = await db.query.select().from(sessions).where(eq(sessions.id, id)).limit(1);
  return rows[0] ?? null;
}

/** Ends the sessions of all users, and voids their tokens of Django's; returns how many ended. */
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

/** Ends every session of a user but one, and voids the tokens of Django's that they have. */
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
