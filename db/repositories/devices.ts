import { and, eq } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { UserKey } from '@/db/repositories/users';
import type { Session, User } from '@/db/tables/schema';

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
