'use client';

import { useEffect, useState } from 'react';
import { Note } from '@/components/ui/note';
import { refusalNoted, selectRefusal } from '@/lib/client/session-slice';
import { useAppDispatch, useAppSelector } from '@/lib/client/store';

/** The reason why a sign-in or a link at a provider failed; it stays as long as this page. */
export function RefusalNote({ title }: { title: string }) {
  const dispatch = useAppDispatch();
  // The reason at the first render: it is said on this page, and not on the pages after it.
  const [text] = useState(useAppSelector(selectRefusal));
  useEffect(() => {
    dispatch(refusalNoted(null));
  }, [dispatch]);
  if (text === null) return null;
  return <Note title={title} text={text} />;
}
