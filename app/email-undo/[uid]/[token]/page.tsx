import type { Metadata } from 'next';
import { LinkForm } from '@/components/mail-links/link-form';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { findLinkEmail, type Link } from '@/lib/server/links/links';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Keep your old address', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  const email = await findLinkEmail(getContext(), 'email-undo', link);
  return (
    <LinkPanel
      title="Keep your old address"
      lead={`${email} stays your address. All devices are signed out, and we send it a link to set a new password.`}
      isGood={email !== null}
      renewal={{ label: 'Set a new password', href: routes.passwordReset }}
    >
      <LinkForm action="email-undo" {...link} email={email ?? ''} />
    </LinkPanel>
  );
}
