import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import type { AuditEvent, NewAuditEvent } from '@/db/tables/schema';

/**
 * Adds an event, or counts it in the row with its fold key. That row's id moves on, so that order by id
 * stays order by time, for the list and its pages. Rejects with the driver's error, also if the account
 * is gone by now.
 */
export async function insertAuditEvent(db: Database, event: NewAuditEvent): Promise<void> {
  const { auditEvents } = db.tables;
  const { createdAt: lastAt, ipAddress, userAgent } = event;
  await db.query
    .insert(auditEvents)
    .values(event)
    .onConflictDoUpdate({
      target: auditEvents.foldKey,
      set: {
        id: sql`excluded.id`,
        count: sql`${auditEvents.count} + 1`,
        lastAt,
        // A row that counts events of several sessions names none of them.
        sessionId: sql`case when ${auditEvents.sessionId} = excluded.session_id then excluded.session_id end`,
        ipAddress,
        userAgent,
      },
    });
}

/** A user's events, the newest first, at most `limit`; with `beforeId` those older than that one. */
export function findAuditEvents(
  db: Database,
  userId: number,
  { beforeId, limit }: { beforeId: number | null; limit: number },
): Promise<AuditEvent[]> {
  const { auditEvents } = db.tables;
  const isOlder = beforeId === null ? undefined : lt(auditEvents.id, beforeId);
  const rows = db.query.select().from(auditEvents);
  return rows
    .where(and(eq(auditEvents.userId, userId), isOlder))
    .orderBy(desc(auditEvents.id))
    .limit(limit);
}
