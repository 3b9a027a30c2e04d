import type { Metadata } from 'next';
import { ActivationPanel } from '@/components/mail-links/activation-panel';
import { viewLink } from '@/lib/server/http/next/link-view';
import type { Link } from '@/lib/server/links/links';
import { getContext } from '@/lib/server/use-case/context';

export const metadata: Metadata = { title: 'Activate your account', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const link = await params;
  const view = await viewLink('activation', link);
  const isResendable = getContext().settings.SEND_ACTIVATION_EMAIL;
  return <ActivationPanel {...link} {...view} isResendable={isResendable} />;
}
