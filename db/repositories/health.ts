import { desc, eq } from 'drizzle-orm';
import type { Database } from '@/db/database/database';

/** Changes nothing, and still needs the right, and the room, to write. Rejects if it cannot. */
export async function tryWriting({ query, tables: { users } }: Database): Promise<void> {
  await query.update(users).set({ revision: 0 }).where(eq(users.id, -1));
}

/** The instant when a session was last used, by the clock of the process that used it; null if none was. */
export async function findLastUse({ query, tables: { sessions } }: Database): Promise<Date | null> {
  const newest = query.select({ at: sessions.lastUsedAt }).from(sessions);
  const [row] = await newest.orderBy(desc(sessions.lastUsedAt)).limit(1);
  return row?.at ?? null;
}
