'use client';

import Link from 'next/link';
import { createContext, type ReactNode, useContext } from 'react';
import { buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { OnwardLink } from '@/components/ui/onward-link';
import { dismissFailure } from '@/components/ui/toasts';
import type { Failure } from '@/lib/client/failure';
import { type KeptWay, useKeptNext } from '@/lib/client/kept-next';
import { routes } from '@/lib/shared/routes';

/** The page that gives another link, with the words for it. */
export interface Renewal {
  label: string;
  href: string;
}

/** The panel around a link's form, as that form sees it. */
export const LinkEnd = createContext<{ renewal: Renewal; conclude: (end: ReactNode) => void }>({
  renewal: { label: 'Go to sign in', href: routes.login },
  conclude: () => {},
});

/**
 * Lets the form behind a link show its outcome in place of the whole panel. Not in a toast: a toast
 * vanishes, and the page behind a spent link has nothing else to show.
 */
export function useLinkEnd() {
  const { renewal, conclude } = useContext(LinkEnd);
  const end = (outcome: ReactNode) => {
    dismissFailure();
    conclude(outcome);
  };
  /** True if the failure means a dead link; the panel then says so. */
  const refuse = (failure: Failure): boolean => {
    const isDead = failure.code === 'link_not_valid';
    if (isDead) end(<DeadLink renewal={renewal} isNews />);
    return isDead;
  };
  return { end, refuse };
}

/** The ways that begin again at a page, which goes on to what was kept for the link. */
const WAYS: Readonly<Partial<Record<string, KeptWay>>> = {
  [routes.checkMail]: 'activation',
  [routes.passwordReset]: 'password-reset',
  [routes.login]: 'identity-confirm',
};

/** A page about a link that no longer works, with the way to another one. */
export function DeadLink({ renewal, isNews }: { renewal: Renewal; isNews?: boolean }) {
  const next = useKeptNext(WAYS[renewal.href]);
  return (
    <MessagePage
      title="This link does not work any more"
      text="It is too old, it was used already, or something about the account has changed since."
      isNews={isNews}
    >
      <OnwardLink page={renewal.href} next={next} className={buttonClass()}>
        {renewal.label}
      </OnwardLink>
      <Link href={routes.home} className={buttonClass('quiet')}>
        Go to the front page
      </Link>
    </MessagePage>
  );
}
