'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useWholeNext } from '@/lib/client/use-whole-next';
import { withNext } from '@/lib/shared/routes';

interface OnwardLinkProps {
  /** The path of the page that it leads to. */
  page: string;
  /** The page to go on to after the sign-in, from the query of this one. */
  next: string | null;
  className?: string;
  children: ReactNode;
}

/** A link from one page on the way to a sign-in to another. */
export function OnwardLink({ page, next, className = 'link', children }: OnwardLinkProps) {
  return (
    <Link href={withNext(page, useWholeNext(next))} className={className}>
      {children}
    </Link>
  );
}
