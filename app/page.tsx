import { Home } from '@/components/layout/home';
import { getContext } from '@/lib/server/context';
import { findViewer } from '@/lib/server/http/viewer';

export default async function HomePage() {
  const { SITE_NAME } = getContext().settings;
  const user = await findViewer().catch(() => undefined);
  return <Home siteName={SITE_NAME} user={user} />;
}
