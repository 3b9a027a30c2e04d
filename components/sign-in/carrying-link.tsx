'use client';

import Link from 'next/link';
import type { MouseEvent, ReactNode } from 'react';
import { emailGiven } from '@/lib/client/session-slice';
import { useAppDispatch } from '@/lib/client/store';
import { stripUnseen } from '@/lib/shared/identifiers';

/**
 * A link in a form, to a page that starts with the address typed here. The store carries the
 * address: in a URL it would reach logs and histories.
 */
export function CarryingLink({ href, children }: { href: string; children: ReactNode }) {
  const dispatch = useAppDispatch();
  const carry = ({ currentTarget }: MouseEvent<HTMLAnchorElement>) => {
    const input = currentTarget.closest('form')?.elements.namedItem('email');
    const typed = input instanceof HTMLInputElement ? stripUnseen(input.value) : '';
    // A user name is no address to send a mail to.
    dispatch(emailGiven(typed.includes('@') ? typed : null));
  };
  return (
    <Link href={href} onClick={carry} className="link">
      {children}
    </Link>
  );
}
