'use client';

import Link from 'next/link';
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
  return <PendingIdentityPanel label={label} step={view.step} email={view.email} />;
}

function Working({ label, isLinking }: { label: string; isLinking: boolean }) {
  return (
    <MessagePage
      title={isLinking ? 'One moment …' : 'Signing you in …'}
      text={`We ask ${label} who you are.`}
    >
      <noscript>
        <p className="text-sm text-danger">This page needs JavaScript. Allow it for this site.</p>
      </noscript>
      <p role="status" className="flex text-accent">
        <Spinner />
        <span className="sr-only">Working</span>
      </p>
    </MessagePage>
  );
}
