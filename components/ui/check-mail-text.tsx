import { EnvelopeIcon } from '@heroicons/react/24/outline';
import { type ReactNode, useId } from 'react';
import { NewsHeading } from '@/components/ui/news-heading';
import { routes } from '@/lib/shared/routes';

interface CheckMailTextProps {
  /** True if the text replaces a form that was sent. */
  isNews: boolean;
  children: ReactNode;
}

/** The advice while a mail is on its way; the button to send it again stands beside it. */
export function CheckMailText({ isNews, children }: CheckMailTextProps) {
  const id = useId();
  return (
    <div className="space-y-4">
      <EnvelopeIcon aria-hidden="true" className="size-8 text-accent" />
      {isNews ? (
        <NewsHeading level="h2" describedBy={id} className="font-medium">
          Check your mail
        </NewsHeading>
      ) : (
        <h2 className="font-medium">Check your mail</h2>
      )}
      <p id={id} className="text-sm text-pretty wrap-anywhere text-muted">
        {children}
      </p>
      <p className="text-sm text-pretty text-muted">
        Nothing there after a few minutes? Look into the spam folder, then send it again.
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
