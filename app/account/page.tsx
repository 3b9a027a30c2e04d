import type { Metadata } from 'next';
import { Account } from '@/components/account/account';
import { findOwnDetails } from '@/lib/server/auth/own-details';
import { getContext } from '@/lib/server/context';
import { requireViewer } from '@/lib/server/http/viewer';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const user = await requireViewer(routes.account);
  return <Account user={user} {...(await findOwnDetails(getContext(), user.id))} />;
}
