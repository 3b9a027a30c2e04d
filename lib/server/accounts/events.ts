import { findAuditEvents } from '@/db/repositories/audit-events';
import type { AuditEvent } from '@/db/tables/schema';
import { CATALOGUE, type EventName } from '@/lib/server/audit/catalogue';
import { deviceName } from '@/lib/server/audit/device-name';
import { providerLabel } from '@/lib/server/settings/provider-label';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { EventItem, eventsList } from '@/lib/shared/contracts/events';

/** Events in one answer at most: the device of each is worked out anew. */
const MAX_LISTED = 100;

/** Answers with the events of the caller's account, the newest first. */
export async function listEvents(
  ctx: Context,
  { caller: { user, session }, query }: Input<typeof eventsList>,
): Promise<Reply<typeof eventsList>> {
  const limit = Math.min(query.limit ?? MAX_LISTED, MAX_LISTED);
  const paging = { beforeId: query.after ?? null, limit: limit + 1 };
  const found = await findAuditEvents(ctx.db, user.id, paging);
  const page = found.slice(0, limit);
  const nameOf = (slug: string) => providerLabel(ctx.settings, slug);
  const body = page.flatMap((event) => presentEvent(event, session.id, nameOf));
  if (found.length <= limit) return { body };
  return { body, nextPage: { limit: String(limit), after: String(page.at(-1)?.id) } };
}

/**
 * The event as the API shows it; none if this version has no words for it, since a newer one may
 * have recorded it.
 */
function presentEvent(
  row: AuditEvent,
  sessionId: string,
  nameOf: (slug: string) => string,
): EventItem[] {
  if (!isEventName(row.event)) return [];
  const { outcome, text } = CATALOGUE[row.event];
  if (!text) return [];
  return [
    {
      id: row.id,
      event: row.event,
      text: text(row.detail ?? '', nameOf),
      outcome,
      device: row.userAgent === null ? null : deviceName(row.userAgent),
      ip_address: row.ipAddress,
      count: row.count,
      created_at: row.createdAt.toISOString(),
      last_at: (row.lastAt ?? row.createdAt).toISOString(),
      is_current_session: row.sessionId === sessionId,
    },
  ];
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(CATALOGUE, name);
}
