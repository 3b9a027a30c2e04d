import { EnvelopeIcon } from '@heroicons/react/24/outline';
import type { ReactNode } from 'react';
import { routes } from '@/lib/shared/routes';

/** What to do now that a mail is on its way. */
export function CheckMailText({ children }: { children: ReactNode }) {
  return (
    <div className="space-y-4">
      <EnvelopeIcon aria-hidden="true" className="size-8 text-accent" />
      <p className="font-medium">Check your mail</p>
      <p className="text-sm text-pretty wrap-anywhere text-muted">{children}</p>
      <p className="text-sm text-pretty text-muted">
        Nothing there after a few minutes? Look into the spam folder, then try again.
      </p>
      {process.env.NODE_ENV === 'development' && (
        <p className="text-sm">
          <a href={routes.devMailbox} className="link">
            Open the development mailbox
          </a>
        </p>
      )}
    </div>
  );
}
