import { eq } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import type { User } from '@/db/tables/schema';

/** The name of one user: a canonical address or user name. */
export interface UserKey {
  column: 'email' | 'usernameKey';
  value: string;
}

/** The user with this name, or null. */
export async function findUser(db: Database, { column, value }: UserKey): Promise<User | null> {
  const { users } = db.tables;
  const [user] = await db.query.select().from(users).where(eq(users[column], value)).limit(1);
  return user ?? null;
}

/** The user with this canonical address, or null. */
export function findUserByEmail(db: Database, email: string): Promise<User | null> {
  return findUser(db, { column: 'email', value: email });
}

/** The user with this canonical user name, or null. */
export function findUserByUsernameKey(db: Database, key: string): Promise<User | null> {
  return findUser(db, { column: 'usernameKey', value: key });
}
