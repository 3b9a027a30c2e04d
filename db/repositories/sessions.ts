import { and, eq, exists, gt, isNotNull, isNull, ne, type Param, sql } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import { type Place, prepared } from '@/db/database/prepared';
import {
  type BucketSize,
  type TokenValues,
  takingFrom,
  tokenValues,
} from '@/db/repositories/rate-limits';
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

const liveSession = prepared((db, place: Place<{ id: string; now: Date }>) => {
  const { sessions, users } = db.tables;
  const isThis = eq(sessions.id, place('id', sessions.id));
  return db.query
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(isThis, isLive(db, place('now', sessions.endsAt)), eq(users.isActive, true)))
    .limit(1);
});

/**
 * The session with its user if it may be used at `now`, else null: not ended, not lapsed, and of
 * an active user. One query, and the authority over every token.
 */
export async function findLiveSession(
  db: Database,
  id: string,
  now: Date,
): Promise<UserSession | null> {
  const [row] = await liveSession(db, { id, now });
  return row ?? null;
}

/** The condition that a session is not over at `now`. */
export function isLive({ tables: { sessions } }: Database, now: Date | Param) {
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

/** A refresh of a session, by a token that names user and generation. */
export interface Rotation extends Pick<Session, 'id' | 'userId' | 'generation'> {
  now: Date;
  /** The instant when the session lapses if it is left alone from now on, unless it ends before. */
  idleUntil: Date;
  /** The size of the bucket of a session's refreshes. */
  bucket: BucketSize;
}

const rotating = prepared((db, place: Place<Omit<Rotation, 'bucket'> & TokenValues>) => {
  const { sessions, users } = db.tables;
  const { id, userId, generation, expiresAt, endsAt, refreshFreeAtMs } = sessions;
  // Of this session alone: for `in`, SQLite would gather all active users first.
  const owner = db.query.select({ id: users.id }).from(users);
  const isActive = exists(owner.where(and(eq(users.id, userId), eq(users.isActive, true))));
  const token = takingFrom(refreshFreeAtMs, place);
  const now = sql`${place('now', sessions.rotatedAt)}`;
  const idleUntil = place('idleUntil', expiresAt);
  return db.query
    .update(sessions)
    .set({
      generation: sql`${generation} + 1`,
      rotatedAt: now,
      lastUsedAt: now,
      expiresAt: sql`case when ${endsAt} < ${idleUntil} then ${endsAt} else ${idleUntil} end`,
      refreshFreeAtMs: token.set,
    })
    .where(
      and(
        eq(id, place('id', id)),
        eq(userId, place('userId', userId)),
        eq(generation, place('generation', generation)),
        isLive(db, place('now', endsAt)),
        isActive,
        token.where,
      ),
    )
    .returning();
});

/**
 * Moves a live session of a user from `generation` to the next and counts that as a refresh: the
 * compare-and-swap on which refreshing stands. Null if the session is not live, another request was
 * first or its bucket is empty.
 */
export async function rotateSession(
  db: Database,
  { bucket, ...rotation }: Rotation,
): Promise<Session | null> {
  const [row] = await rotating(db, { ...rotation, ...tokenValues(bucket, rotation.now) });
  return row ?? null;
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
