import type { Metadata } from 'next';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { UsernameResetForm } from '@/components/mail-links/username-reset-form';
import { findLinkEmail, type Link } from '@/lib/server/links/links';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Choose another user name', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  const email = await findLinkEmail(getContext(), 'username-reset', link);
  return (
    <LinkPanel
      title="Choose another user name"
      lead={`For the account with the address ${email}.`}
      isGood={email !== null}
      renewal={{ label: 'Go to sign in', href: routes.login }}
    >
      <UsernameResetForm {...link} />
    </LinkPanel>
  );
}
