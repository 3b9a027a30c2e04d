import type { Metadata } from 'next';
import { Dashboard } from '@/components/account/dashboard';
import { requireViewer } from '@/lib/server/http/next/viewer';
import { routes } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Dashboard' };

export default async function DashboardPage() {
  return <Dashboard user={await requireViewer(routes.dashboard)} />;
}
