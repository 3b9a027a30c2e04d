'use client';

import { useContext, useRef } from 'react';
import { ListPlaceholder } from '@/components/account/list-placeholder';
import { Button } from '@/components/ui/button';
import { TimeAgo } from '@/components/ui/time-ago';
import { toastFailure } from '@/components/ui/toasts';
import { useEventsListInfiniteQuery } from '@/lib/client/account-api';
import { explainFailure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';
import type { EventItem } from '@/lib/shared/contracts/events';

/** The security events of the account, the newest first, a page at a time. */
export function Activity() {
  const list = useRef<HTMLUListElement>(null);
  const siteUrl = useContext(SiteUrl);
  const { data, isError, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useEventsListInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  if (!data) {
    return (
      <ListPlaceholder
        what="Your activity"
        hasFailed={isError && !isFetching}
        onRetry={() => refetch()}
      />
    );
  }
  const events = data.pages.flatMap((page) => page.events);
  if (events.length === 0) return <p className="text-sm text-muted">Nothing lately.</p>;

  async function showMore() {
    if (isFetching) return;
    const more = await fetchNextPage();
    if (more.isError) toastFailure(explainFailure(more.error, siteUrl).message);
    // The pressed button disappears with the last page, so the list takes the focus.
    else if (!more.hasNextPage) list.current?.focus();
  }

  return (
    <div className="space-y-6">
      <ul
        ref={list}
        tabIndex={-1}
        aria-label="Recent activity"
        className="divide-y divide-line rounded-xl border border-line bg-surface"
      >
        {events.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </ul>
      {hasNextPage && (
        <Button look="quiet" isPending={isFetchingNextPage} onClick={showMore}>
          Show more
        </Button>
      )}
      <p role="status" className="sr-only">
        {data.pages.length > 1 && `${events.length} entries are shown.`}
      </p>
    </div>
  );
}

function Event({ event }: { event: EventItem }) {
  const { text, outcome, device, ip_address, count, last_at, is_current_session } = event;
  const times = count > 1 && `${count} times within an hour`;
  const about = [is_current_session ? 'This device' : device, ip_address, times].filter(Boolean);
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex items-baseline justify-between gap-x-4">
        <p className={`font-medium text-pretty ${outcome === 'alert' ? 'text-danger' : ''}`}>
          {text}
        </p>
        <p className="shrink-0 text-muted">
          <TimeAgo instant={last_at} />
        </p>
      </div>
      {about.length > 0 && <p className="wrap-anywhere text-muted">{about.join(', ')}</p>}
    </li>
  );
}
