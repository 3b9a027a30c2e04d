import type { Metadata } from 'next';
import { LinkForm } from '@/components/mail-links/link-form';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { findLinkEmail, type Link } from '@/lib/server/links/links';
import { getContext } from '@/lib/server/use-case/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Activate your account', robots: { index: false } };
const ANOTHER = { label: 'Send another link', href: routes.checkMail };
const SIGN_IN = { label: 'Go to sign in', href: routes.login };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  const email = await findLinkEmail(getContext(), 'activation', link);
  return (
    <LinkPanel
      title="Activate your account"
      lead={`One click, and you can sign in with ${email}.`}
      isGood={email !== null}
      renewal={getContext().settings.SEND_ACTIVATION_EMAIL ? ANOTHER : SIGN_IN}
    >
      <LinkForm action="activation" {...link} email={email ?? ''} />
    </LinkPanel>
  );
}
