import type { Metadata } from 'next';
import { ConfirmIdentityPanel } from '@/components/provider-return/confirm-identity-panel';
import { findPendingDetails } from '@/lib/server/identities/pending-details';
import type { Link } from '@/lib/server/links/links';
import { getContext } from '@/lib/server/use-case/context';

export const metadata: Metadata = { title: 'Is this you?', robots: { index: false } };

export default async function Page({ params }: { params: Promise<Link> }) {
  const { uid, token } = await params;
  const details = await findPendingDetails(getContext(), { uid, token });
  return <ConfirmIdentityPanel claim={uid} token={token} details={details} />;
}
