import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import { isLive } from '@/db/repositories/sessions';
import type { Session } from '@/db/tables/schema';

/**
 * Moves a live session from `generation` to the next: the compare-and-swap on which refreshing
 * stands. Null if the session is not live or somebody else was first.
 */
export async function rotateSession(
  db: Database,
  {
    id,
    generation,
    expiresAt,
    now,
  }: {
    id: string;
    generation: number;
    expiresAt: Date;
    now: Date;
  },
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
