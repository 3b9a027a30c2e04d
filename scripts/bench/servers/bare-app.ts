import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { BARE_ROUTE } from '@/scripts/bench/servers/app';
import type { Workshop } from '@/scripts/bench/servers/workshop';
import { build } from '@/scripts/build-variant';

const run = promisify(execFile);

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    private: true,
    type: 'module',
    scripts: { start: 'next start' },
  }),
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
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(app, path)), { recursive: true });
    await writeFile(join(app, path), text);
  }
  // Hard links cost no time; across file systems only a copy will do.
  const link = 'cp -al node_modules "$0" 2>/dev/null || cp -a node_modules "$0"';
  await run('sh', ['-c', link, app]);
  await build(app);
  return app;
}
