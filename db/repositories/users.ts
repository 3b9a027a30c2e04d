import { eq } from 'drizzle-orm';
import type { Database } from '../database';
import type { User } from '../schema';

/** The user with this canonical address, or null. */
export async function findUserByEmail(db: Database, email: string): Promise<User | null> {
  const { users } = db.tables;
  const [user] = await db.query.select().from(users).where(eq(users.email, email)).limit(1);
  return user ?? null;
}

/** The user with this canonical user name, or null. */
export async function findUserByUsernameKey(db: Database, key: string): Promise<User | null> {
  const { users } = db.tables;
  const [user] = await db.query.select().from(users).where(eq(users.usernameKey, key)).limit(1);
  return user ?? null;
}
