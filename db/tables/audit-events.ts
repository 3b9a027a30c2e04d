import type { Kit } from '../dialects/sqlite';
import type { defineUsers } from './users';

/** What happened to accounts, for their owners to read. Rows are added and purged, never changed. */
export function defineAuditEvents(kit: Kit, users: ReturnType<typeof defineUsers>) {
  return kit.table(
    'audit_events',
    {
      /** Grows with time: the order of events. */
      id: kit.id('id'),
      /** Whom it concerns. Null for an attempt on an account that nobody has. */
      userId: kit.integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
      /** The session that it belongs to; no reference, since that may be purged first. */
      sessionId: kit.text('session_id'),
      /** A name of the catalogue in `lib/server/audit`. */
      event: kit.text('event').notNull(),
      ipAddress: kit.text('ip_address'),
      userAgent: kit.text('user_agent'),
      /** What the event says besides, like the reason of a refusal. */
      detail: kit.text('detail'),
      createdAt: kit.instant('created_at').notNull(),
    },
    (table) => [kit.index('audit_events_user_id').on(table.userId, table.id)],
  );
}
