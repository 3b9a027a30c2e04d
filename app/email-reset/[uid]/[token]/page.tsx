import type { Metadata } from 'next';
import { EmailResetForm } from '@/components/mail-links/email-reset-form';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { findLinkEmail, type Link } from '@/lib/server/links/links';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Choose another address', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  const email = await findLinkEmail(getContext(), 'email-reset', link);
  return (
    <LinkPanel
      title="Choose another address"
      lead={`The change takes effect at once: sign in with the new address from then on. ${email} gets a mail with a link to undo it, good for a day.`}
      isGood={email !== null}
      renewal={{ label: 'Go to sign in', href: routes.login }}
    >
      <EmailResetForm {...link} />
    </LinkPanel>
  );
}
