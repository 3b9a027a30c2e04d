import type { Metadata } from 'next';
import { LinkForm } from '@/components/mail-links/link-form';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { findLinkEmail, type Link } from '@/lib/server/links/links';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Confirm your new address', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  const ctx = getContext();
  const email = await findLinkEmail(ctx, 'email-confirm', link);
  return (
    <LinkPanel
      title="Confirm your new address"
      lead={`Use ${email} to sign in to ${ctx.settings.SITE_NAME}.`}
      isGood={email !== null}
      renewal={{ label: 'Go to your account', href: routes.account }}
    >
      <LinkForm action="email-confirm" {...link} email={email ?? ''} />
    </LinkPanel>
  );
}
