import type { FetchBaseQueryMeta } from '@reduxjs/toolkit/query';
import type { ContractCall } from '@/lib/client/base-query';
import { type EventItem, eventsList } from '@/lib/shared/contracts/events';

const PAGE_SIZE = 10;

/**
 * A page of events; `after` is the id that the next, older page begins after, null on the last one.
 */
export interface EventsPage {
  events: EventItem[];
  next: number | null;
}

/** Returns the call for the events older than the one with this id, or for the newest. */
export function eventsCall(after: number | null): ContractCall {
  const query = { limit: String(PAGE_SIZE), after: after?.toString() };
  return { contract: eventsList, query };
}

/** Reads a page from its body and its `Link` header. */
export function readEventsPage(
  events: EventItem[],
  meta: FetchBaseQueryMeta | undefined,
): EventsPage {
  const link = meta?.response?.headers.get('link') ?? '';
  const after = /[?&]after=(\d+)/.exec(link)?.[1];
  return { events, next: after === undefined ? null : Number(after) };
}
