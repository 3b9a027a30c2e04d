import { Home } from '@/components/layout/home';
import { findViewer } from '@/lib/server/http/next/viewer';
import { getContext } from '@/lib/server/use-case/context';

export default async function HomePage() {
  const { SITE_NAME } = getContext().settings;
  const user = await findViewer().catch(() => undefined);
  return <Home siteName={SITE_NAME} user={user} />;
}
