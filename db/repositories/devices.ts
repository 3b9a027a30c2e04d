import { and, eq, sql } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import { hasName, pickNamed, type UserKey } from '@/db/repositories/users';
import type { Device, User } from '@/db/tables/schema';

/** The user with this name, if the device with this hash is known to their account, or null. */
export async function findUserOnDevice(
  db: Database,
  key: UserKey,
  hash: string,
): Promise<User | null> {
  const { devices, users } = db.tables;
  const isTheirs = and(eq(devices.userId, users.id), eq(devices.hash, hash));
  const rows = db.query
    .select({ user: users, device: devices.hash })
    .from(users)
    .leftJoin(devices, isTheirs);
  const found = await rows.where(hasName(db, key)).limit(2);
  // Of two with this name, the device of one does not decide who is meant.
  const named = pickNamed(
    found.map(({ user }) => user),
    key,
  );
  const isKnown = found.some(({ user, device }) => user.id === named?.id && device !== null);
  return isKnown ? named : null;
}

/** The statement by which a device is known to a user from now on, for no shorter than it was. */
export function rememberingDevice(db: Database, device: Omit<Device, 'id'>): Statement {
  const { devices } = db.tables;
  const { keptUntil } = devices;
  const latest = sql`case when ${keptUntil} > excluded.kept_until then ${keptUntil} else excluded.kept_until end`;
  return db.query
    .insert(devices)
    .values(device)
    .onConflictDoUpdate({ target: [devices.userId, devices.hash], set: { keptUntil: latest } });
}

/**
 * The statement by which no device is known to a user any more: a stranger was signed in to their
 * account, and a device that is known may guess more than others.
 */
export function forgettingDevicesOf(db: Database, userId: number): Statement {
  return db.query.delete(db.tables.devices).where(eq(db.tables.devices.userId, userId));
}
