import type { ReactNode } from 'react';
import { OnwardLink } from '@/components/ui/onward-link';

interface AuthPanelProps {
  title: string;
  lead: string;
  /** The link to another page, for a user who wanted that one; it carries `next` along. */
  other: { question: string; label: string; href: string; next?: string | null };
  children: ReactNode;
}

/** The frame of every page with one form. */
export function AuthPanel({ title, lead, other, children }: AuthPanelProps) {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-10 sm:py-16">
      <div className="sm:rounded-2xl sm:border sm:border-line sm:bg-surface sm:p-10 sm:shadow-sm">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-2 text-sm text-pretty wrap-anywhere text-muted">{lead}</p>
        <noscript>
          <p className="mt-6 text-sm text-danger">
            This form needs JavaScript. Allow it for this site, then reload the page.
          </p>
        </noscript>
        <div className="mt-8">{children}</div>
      </div>
      <p className="mt-6 text-center text-sm text-muted">
        {other.question}{' '}
        <OnwardLink page={other.href} next={other.next ?? null}>
          {other.label}
        </OnwardLink>
      </p>
    </div>
  );
}
