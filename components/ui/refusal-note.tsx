'use client';

import { useEffect, useId, useState } from 'react';
import { NewsHeading } from '@/components/ui/news-heading';
import { refusalNoted, selectRefusal } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';

/** The reason why a sign-in or a link at a provider failed; it stays as long as this page. */
export function RefusalNote({ title }: { title: string }) {
  const id = useId();
  const dispatch = useAppDispatch();
  // The reason at the first render: it is said on this page, and not on the pages after it.
  const [text] = useState(useAppSelector(selectRefusal));
  useEffect(() => {
    dispatch(refusalNoted(null));
  }, [dispatch]);
  if (text === null) return null;
  return (
    <div className="mb-6 rounded-lg border border-line bg-canvas px-4 py-3 text-sm">
      <NewsHeading level="h2" describedBy={id} className="font-medium">
        {title}
      </NewsHeading>
      <p id={id} className="mt-1 text-pretty wrap-anywhere text-muted">
        {text}
      </p>
    </div>
  );
}
