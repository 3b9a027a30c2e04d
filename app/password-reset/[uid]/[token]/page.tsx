import type { Metadata } from 'next';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { NewPasswordForm } from '@/components/mail-links/new-password-form';
import { viewLink } from '@/lib/server/http/next/link-view';
import type { Link } from '@/lib/server/links/links';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Set a new password', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  const { email, isBegunHere } = await viewLink('password-reset', link);
  return (
    <LinkPanel
      title="Set a new password"
      lead={`For ${email}. All ${isBegunHere ? 'other ' : ''}devices are signed out when you set it.`}
      isGood={email !== null}
      renewal={{ label: 'Ask for another link', href: routes.passwordReset }}
    >
      <NewPasswordForm {...link} email={email ?? ''} />
    </LinkPanel>
  );
}
