import Link from 'next/link';
import type { ReactNode } from 'react';
import { MessagePage } from '@/components/layout/message-page';
import { buttonClass } from '@/components/ui/button';
import { routes } from '@/lib/shared/routes';
import { AuthPanel } from './auth-panel';

interface LinkPanelProps {
  title: string;
  lead: string;
  isGood: boolean;
  /** Where to get another link if this one is dead. */
  renewal: { label: string; href: string };
  children: ReactNode;
}

/** A page behind a link: what the link is for, or what to do if it does not work any more. */
export function LinkPanel({ title, lead, isGood, renewal, children }: LinkPanelProps) {
  if (!isGood) {
    return (
      <MessagePage
        title="This link does not work any more"
        text="It is too old, it was used already, or something about the account has changed since."
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
  return (
    <AuthPanel
      title={title}
      lead={lead}
      other={{ question: 'Opened by mistake?', label: 'Leave', href: routes.home }}
    >
      {children}
    </AuthPanel>
  );
}
