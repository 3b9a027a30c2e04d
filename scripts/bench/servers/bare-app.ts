import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BARE_ROUTE } from '@/scripts/bench/servers/app';
import { type Workshop, writeFiles } from '@/scripts/bench/servers/workshop';
import { build, linkPackages } from '@/scripts/build-variant';

/** A Next.js app of one page and one route. */
export const BARE_FILES: Readonly<Record<string, string>> = {
  'app/layout.jsx': `export default function Layout({ children }) {
  return (<html lang="en"><body>{children}</body></html>);
}
`,
  'app/page.jsx': 'export default function Page() { return <p>Hello</p>; }\n',
  'app/api/bare/route.js': BARE_ROUTE,
};

/** Builds a Next.js app of one page and one route on the app's own packages, once; returns its folder. */
export async function buildBareApp({ folder, tell }: Workshop): Promise<string> {
  const app = join(folder, 'bare-app');
  if (existsSync(join(app, '.next/BUILD_ID'))) return app;
  tell('building a bare Next.js app');
  const scripts = { start: 'next start' };
  const manifest = JSON.stringify({ private: true, type: 'module', scripts });
  await writeFiles(app, { ...BARE_FILES, 'package.json': manifest });
  await linkPackages(app);
  await build(app);
  return app;
}
