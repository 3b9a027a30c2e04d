'use client';

import Link from 'next/link';
import { createContext, type ReactNode, useContext } from 'react';
import { buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { forgetFailure } from '@/components/ui/tell';
import type { Failure } from '@/lib/client/failure';
import { routes } from '@/lib/shared/routes';

/** Where to get another link. */
export interface Renewal {
  label: string;
  href: string;
}

/** What the panel around a link's form lends it. */
export const LinkEnd = createContext<{ renewal: Renewal; conclude: (end: ReactNode) => void }>({
  renewal: { label: 'Go to sign in', href: routes.login },
  conclude: () => {},
});

/** Lets the form behind a link say how its use came out, in place of the whole panel. */
export function useLinkEnd() {
  const { renewal, conclude } = useContext(LinkEnd);
  const end = (outcome: ReactNode) => {
    forgetFailure();
    conclude(outcome);
  };
  /** True if the link died while its page was open, and the panel says so now. */
  const refuse = (failure: Failure): boolean => {
    const isDead = failure.code === 'link_not_valid' || failure.code === 'link_stale';
    if (isDead) end(<DeadLink renewal={renewal} isNews />);
    return isDead;
  };
  return { end, refuse };
}

/** Says that a link does nothing any more, and where to get another. */
export function DeadLink({ renewal, isNews }: { renewal: Renewal; isNews?: boolean }) {
  return (
    <MessagePage
      title="This link does not work any more"
      text="It is too old, it was used already, or something about the account has changed since."
      isNews={isNews}
    >
      <Link href={renewal.href} className={buttonClass()}>
        {renewal.label}
      </Link>
      <Link href={routes.home} className={buttonClass('quiet')}>
        Go to the front page
      </Link>
    </MessagePage>
  );
}
