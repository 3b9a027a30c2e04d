import type { Metadata } from 'next';
import { LinkPanel } from '@/components/auth/link-panel';
import { UseLinkForm } from '@/components/auth/use-link-form';
import { findLinkEmail, type Link } from '@/lib/server/auth/links';
import { getContext } from '@/lib/server/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Confirm your new address', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  const email = await findLinkEmail(getContext(), 'email-confirm', link);
  return (
    <LinkPanel
      title="Confirm your new address"
      lead="You sign in with it from then on."
      isGood={email !== null}
      renewal={{ label: 'Go to your account', href: routes.account }}
    >
      <UseLinkForm wish="email-confirm" {...link} email={email ?? ''} />
    </LinkPanel>
  );
}
