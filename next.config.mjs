import { createRequire } from 'node:module';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

const { version } = createRequire(import.meta.url)('next/package.json');
const isNext13 = version.startsWith('13.');
// Native and worker-thread packages stay outside the bundle.
const external = [
  '@libsql/client',
  '@node-rs/argon2',
  'bcryptjs',
  'better-sqlite3',
  'pg',
  'pino',
  'piscina',
];

/** @returns {import('next').NextConfig} */
const config = (/** @type {string} */ phase) => ({
  // `page.dev.tsx` is a page under `next dev` only, and no part of a build.
  pageExtensions: ['tsx', 'ts', ...(phase === PHASE_DEVELOPMENT_SERVER ? ['dev.tsx'] : [])],
  poweredByHeader: false,
  reactStrictMode: true,
  // Djoser's clients post to `/api/jwt/create/`; a redirect would break their CORS preflights.
  skipTrailingSlashRedirect: true,
  // No page uses next/image: its optimiser would be needless attack surface.
  images: { unoptimized: true },
  // `npm run check` checks the types by itself, and builds twice.
  typescript: { ignoreBuildErrors: process.env.TYPES_ARE_CHECKED === '1' },
  // Headers for the paths that middleware does not see; it sets them for all others.
  headers: async () => [
    {
      source: '/_next/static/:path*',
      headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }],
    },
  ],
  // The two settings below were renamed after Next.js 13; everything else is common to both.
  ...(isNext13
    ? {
        experimental: {
          instrumentationHook: true,
          serverComponentsExternalPackages: external,
          // Files of a standalone server that are found by the folder it runs in; 16 sees them itself.
          outputFileTracingIncludes: {
            '/**': [
              './drizzle/sqlite/**/*',
              './lib/server/passwords/hash-work.mjs',
              './node_modules/bcryptjs/index.js',
            ],
          },
        },
      }
    : {
        serverExternalPackages: external,
        // A start would load every page and route before its first answer: a third of its work.
        experimental: { preloadEntriesOnStart: false },
        // The page itself names the address at which it works, which takes its scripts.
        allowedDevOrigins: ['127.0.0.1'],
      }),
});

export default config;
