'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { PendingIdentityPanel } from '@/components/provider-return/pending-identity-panel';
import { useProviderReturn } from '@/components/provider-return/use-provider-return';
import { buttonClass } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';
import { Spinner } from '@/components/ui/spinner';
import type { ProviderName } from '@/lib/shared/providers';
import { routes } from '@/lib/shared/routes';

/** The page that a provider sends users back to: it signs in, or links, and leads on. */
export function ProviderReturn({ slug, label }: ProviderName) {
  const { view, isSignedIn } = useProviderReturn({ slug, label });
  if (view.step === 'working') return <Working label={label} isLinking={isSignedIn} />;
  if (view.step === 'nothing') {
    return (
      <MessagePage
        title="There is nothing to do here"
        text={`${label} sends you back to this page after a sign-in there. To sign in, begin on the sign-in page.`}
        isNews
      >
        <Link href={routes.login} className={buttonClass()}>
          Go to sign in
        </Link>
      </MessagePage>
    );
  }
  return <PendingIdentityPanel label={label} {...view} />;
}

/** The time after which the page says that it still waits: most providers answer within a second. */
const LATE_MS = 3000;

function Working({ label, isLinking }: { label: string; isLinking: boolean }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <MessagePage
      title={isLinking ? 'One moment …' : 'Signing you in …'}
      text={`We ask ${label} who you are.`}
    >
      <noscript>
        <p className="text-sm text-danger">This page needs JavaScript. Allow it for this site.</p>
      </noscript>
      <div role="status" className="flex flex-col items-center gap-4">
        <span className="flex text-accent">
          <Spinner />
        </span>
        {isLate ? (
          <p className="text-sm text-pretty text-muted">
            {`The answer of ${label} takes long. We wait for it up to twelve seconds: keep this page open.`}
          </p>
        ) : (
          <p className="sr-only">Working</p>
        )}
      </div>
    </MessagePage>
  );
}
