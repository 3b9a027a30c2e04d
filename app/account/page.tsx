import type { Metadata } from 'next';
import { Account } from '@/components/account/account';
import { findOwnDetails } from '@/lib/server/auth/own-details';
import { getContext } from '@/lib/server/context';
import { requireViewer } from '@/lib/server/http/viewer';
import { offeredProviders } from '@/lib/server/social/redirects';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const user = await requireViewer(routes.account);
  const ctx = getContext();
  const details = await findOwnDetails(ctx, user.id);
  return <Account user={user} providers={offeredProviders(ctx)} {...details} />;
}
