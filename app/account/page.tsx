import type { Metadata } from 'next';
import { Account } from '@/components/account/account';
import { requireViewer } from '@/lib/server/http/viewer';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  return <Account user={await requireViewer(routes.account)} />;
}
