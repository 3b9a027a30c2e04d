import * as z from 'zod/mini';
import type { Contract } from '@/lib/shared/contracts/contract';
import { AfterId, PageSize } from '@/lib/shared/list-fields';

/** Something that happened to an account, as its owner sees it. Instants are ISO 8601, UTC. */
const EventItem = z.object({
  id: z.int(),
  /** A name that stays the same, for programs. */
  event: z.string(),
  /** The event in words, for people. */
  text: z.string(),
  outcome: z.enum(['success', 'refused', 'alert']),
  /** Browser and system in words; null if the client told none, or an operator acted. */
  device: z.nullable(z.string()),
  ip_address: z.nullable(z.string()),
  /** The number of times it happened within an hour, from one network and with one browser. */
  count: z.int(),
  /** The first time, and the last. */
  created_at: z.string(),
  last_at: z.string(),
  /** True if it belongs to the session that asks. */
  is_current_session: z.boolean(),
});
export type EventItem = z.infer<typeof EventItem>;

export const eventsList = {
  name: 'events-list',
  method: 'GET',
  path: '/api/events/',
  who: 'auth',
  summary:
    'Events of the caller’s account, the newest first, older than `after`; `Link` leads to the next page',
  body: null,
  query: { limit: PageSize, after: AfterId },
  response: z.array(EventItem),
  success: 200,
  isPage: true,
  errors: ['invalid_fields', 'not_authenticated'],
  writesCookies: false,
} as const satisfies Contract;
