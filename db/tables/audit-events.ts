import type { Kit } from '@/db/dialects/sqlite';
import type { defineUsers } from '@/db/tables/users';

/**
 * Events of accounts, for their owners to read. Rows are added and purged; an event that repeats itself
 * within an hour is counted in one row, whose id moves on.
 */
export function defineAuditEvents(kit: Kit, users: ReturnType<typeof defineUsers>) {
  return kit.table(
    'audit_events',
    {
      /** Grows with time: the order of events. */
      id: kit.id('id'),
      /** The account that it concerns. Null for an attempt on an account that does not exist. */
      userId: kit.integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
      /** The session that it belongs to; no reference, since that may be purged first. */
      sessionId: kit.text('session_id'),
      /** A name of the catalogue in `lib/server/audit`. */
      event: kit.text('event').notNull(),
      ipAddress: kit.text('ip_address'),
      userAgent: kit.text('user_agent'),
      /** The one fact that the event records besides, like the reason of a refusal. */
      detail: kit.text('detail'),
      createdAt: kit.instant('created_at').notNull(),
      /** Of the last time, as are session, address and User-Agent. Null for one time only. */
      lastAt: kit.instant('last_at'),
      /** The number of times it happened. */
      count: kit.integer('count').notNull().default(1),
      /** The same for events that one row counts. Null in rows from before there was folding. */
      foldKey: kit.text('fold_key'),
    },
    (table) => [
      kit.index('audit_events_user_id').on(table.userId, table.id),
      kit.uniqueIndex('audit_events_fold_key').on(table.foldKey),
      kit.index('audit_events_created_at').on(table.createdAt),
    ],
  );
}
