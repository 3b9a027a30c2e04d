import { and, eq, isNotNull } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import type { Session } from '@/db/tables/schema';

/**
 * Stores the session that a token of Django's stands for, unless it is there already. False, with
 * nothing stored, if the account is not active or a token of Django's must not open it.
 */
export async function adoptSession(db: Database, session: Session): Promise<boolean> {
  const { users, sessions } = db.tables;
  // Changes nothing, but locks the account: no other request changes it before the session is there.
  const change = db.query
    .update(users)
    .set({ isActive: true })
    .where(
      and(eq(users.id, session.userId), eq(users.isActive, true), isNotNull(users.importedAt)),
    );
  const rows = await db.changeTogether<{ id: number }>(change.returning({ id: users.id }), [
    db.query.insert(sessions).values(session).onConflictDoNothing(),
  ]);
  return rows.length > 0;
}

/** Stores sessions that are over already, unless they are there. */
export async function insertSpentSessions(
  db: Database,
  rows: readonly Pick<Session, 'id' | 'userId' | 'endsAt'>[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const sessions = rows.map((row) => ({
    ...row,
    generation: 0,
    rotatedAt: now,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: row.endsAt,
    revokedAt: now,
    revokedReason: 'logout' as const,
  }));
  await db.query.insert(db.tables.sessions).values(sessions).onConflictDoNothing();
}
