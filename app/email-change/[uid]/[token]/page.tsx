import type { Metadata } from 'next';
import { LinkPanel } from '@/components/auth/link-panel';
import { UseLinkForm } from '@/components/auth/use-link-form';
import { isLinkGood, type Link } from '@/lib/server/auth/links';
import { getContext } from '@/lib/server/context';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Confirm your new address', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  return (
    <LinkPanel
      title="Confirm your new address"
      lead="You sign in with it from then on."
      isGood={await isLinkGood(getContext(), 'email-confirm', link)}
      renewal={{ label: 'Go to your account', href: routes.account }}
    >
      <UseLinkForm wish="email-confirm" {...link} />
    </LinkPanel>
  );
}
