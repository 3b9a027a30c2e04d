import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import '@fontsource-variable/inter';
import 'react-toastify/ReactToastify.css';
import './globals.css';
import { Footer } from '@/components/layout/footer';
import { Navbar } from '@/components/layout/navbar';
import { StoreProvider } from '@/components/layout/store-provider';
import { findViewer } from '@/lib/server/http/next/viewer';
import { getContext } from '@/lib/server/use-case/context';

// Every response has its own nonce and viewer, so no page is rendered at build time.
export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { SITE_NAME, SITE_URL } = getContext().settings;
  return {
    metadataBase: new URL(SITE_URL),
    title: { default: SITE_NAME, template: `%s · ${SITE_NAME}` },
    description: `Sign in to ${SITE_NAME}.`,
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { SITE_NAME, SITE_URL, SWITCHES } = getContext().settings;
  // The page, not the layout, decides how it answers while the database fails.
  const user = await findViewer().catch(() => undefined);
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <a href="#content" className="skip-link">
          Skip to content
        </a>
        <StoreProvider siteUrl={SITE_URL} switches={SWITCHES} user={user}>
          <Navbar siteName={SITE_NAME} />
          <main id="content" tabIndex={-1} className="flex-1 outline-none">
            {children}
          </main>
          <Footer siteName={SITE_NAME} />
        </StoreProvider>
      </body>
    </html>
  );
}
