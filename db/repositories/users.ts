import { eq, inArray, type SQL } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import type { User } from '@/db/tables/schema';

/** The name of one user: a canonical address or user name. */
export interface UserKey {
  column: 'email' | 'usernameKey';
  value: string;
  /** The form under which an earlier version stored it, if that was another one. */
  former?: string | undefined;
}

/** The condition that a user has this name, in its present form or in the former one. */
export function hasName({ tables: { users } }: Database, { column, value, former }: UserKey): SQL {
  return former === undefined ? eq(users[column], value) : inArray(users[column], [value, former]);
}

/** Of two users with this name, in its two forms, the one who has had it for longer. */
export function pickNamed(found: readonly User[], { column, former }: UserKey): User | null {
  return found.find((user) => user[column] === former) ?? found[0] ?? null;
}

/** The user with this name, or null. */
export async function findUser(db: Database, key: UserKey): Promise<User | null> {
  const rows = db.query.select().from(db.tables.users);
  return pickNamed(await rows.where(hasName(db, key)).limit(2), key);
}

/** The user with this canonical address, or null. */
export function findUserByEmail(db: Database, email: string): Promise<User | null> {
  return findUser(db, { column: 'email', value: email });
}

/** The user with this canonical user name, or null. */
export function findUserByUsernameKey(
  db: Database,
  key: string,
  former?: string,
): Promise<User | null> {
  return findUser(db, { column: 'usernameKey', value: key, former });
}
