'use client';

import { type ReactNode, useState } from 'react';
import { DeadLink, LinkEnd, type Renewal } from '@/components/mail-links/link-end';
import { AuthPanel } from '@/components/ui/auth-panel';
import { routes } from '@/lib/shared/routes';

interface LinkPanelProps {
  title: string;
  lead: string;
  isGood: boolean;
  /** The page about a link that was used before, if that is what this one is. */
  used?: ReactNode;
  /** The page that gives another link if this one is dead. */
  renewal: Renewal;
  children: ReactNode;
}

const WAY_OUT = { question: 'Opened by mistake?', label: 'Leave', href: routes.home };

/**
 * A page behind a link: its purpose and form, or the way to another link if it no longer works. The
 * outcome of its use takes the place of both, and stays when the page checks the link again.
 */
export function LinkPanel({ title, lead, isGood, used, renewal, children }: LinkPanelProps) {
  const [end, conclude] = useState<ReactNode>(null);
  if (end || used) return end || used;
  if (!isGood) return <DeadLink renewal={renewal} />;
  return (
    <AuthPanel title={title} lead={lead} other={WAY_OUT}>
      <LinkEnd.Provider value={{ renewal, conclude }}>{children}</LinkEnd.Provider>
    </AuthPanel>
  );
}
