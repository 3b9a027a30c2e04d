import { and, eq } from 'drizzle-orm';
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

/** Notes a sign-in. */
export async function updateLastLogin(db: Database, id: number, now: Date): Promise<void> {
  const { users } = db.tables;
  await db.query.update(users).set({ lastLogin: now }).where(eq(users.id, id));
}

/** Replaces a hash unless the password was changed meanwhile. */
export async function updatePasswordHash(
  db: Database,
  user: Pick<User, 'id' | 'password'>,
  newHash: string,
): Promise<void> {
  const { users } = db.tables;
  await db.query
    .update(users)
    .set({ password: newHash })
    .where(and(eq(users.id, user.id), eq(users.password, user.password)));
}
