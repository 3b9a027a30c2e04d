/** The imports that one folder may have: our own files and folders, and packages by name. */
interface Rule {
  /** Prefixes of paths; a folder ends in `/`. */
  own: readonly string[];
  packages: readonly string[];
}

const EDGE = ['lib/edge/', 'lib/shared/'];
/** The parts of the database that use cases, and the code below them, import. */
const DATABASE = ['db/database/', 'db/repositories/', 'db/tables/schema.ts'];

const server = (rooms: readonly string[], packages: readonly string[] = []): Rule => ({
  own: [
    ...rooms.map((room) => (room.endsWith('.ts') ? `lib/server/${room}` : `lib/server/${room}/`)),
    ...EDGE,
    ...DATABASE,
  ],
  packages: ['node:', ...packages],
});

const ROOT = ['errors.ts', 'random-id.ts', 'same-text.ts'];
/** The rooms of `lib/server` that a use case calls, without what opens a session. */
const BASE = [...ROOT, 'settings', 'limits', 'audit', 'links', 'use-case'];

const components = (rooms: readonly string[]): Rule => ({
  own: [...rooms.map((room) => `components/${room}/`), 'lib/client/', 'lib/shared/'],
  packages: [
    '@headlessui/react',
    '@heroicons/react',
    'next/dynamic',
    'next/link',
    'next/navigation',
    'react',
    'react-redux',
    'react-toastify',
  ],
});

/**
 * The allowed imports, by the start of a path; the longest one that fits counts. A folder may
 * always import from itself. An import that no line allows is forbidden, of types included.
 */
export const IMPORT_RULES: Readonly<Record<string, Rule>> = {
  'lib/shared/': { own: [], packages: ['structured-headers', 'zod'] },
  'lib/edge/': { own: ['lib/shared/'], packages: ['cookie', 'jose', 'zod'] },
  'middleware.ts': { own: EDGE, packages: ['next/server'] },

  // The database, from the bottom up.
  'db/dialects/': { own: [], packages: ['drizzle-orm'] },
  'db/tables/': { own: ['db/dialects/'], packages: ['drizzle-orm'] },
  'db/database/': { own: ['db/tables/schema.ts'], packages: ['drizzle-orm', 'node:'] },
  'db/repositories/': {
    own: ['db/database/', 'db/tables/schema.ts'],
    packages: ['drizzle-orm', 'node:'],
  },
  'db/drivers/': {
    own: [
      'db/database/',
      'db/dialects/',
      'db/tables/',
      'drizzle/',
      'lib/shared/loopback.ts',
      'lib/shared/platform.ts',
    ],
    packages: ['@libsql/client', 'better-sqlite3', 'drizzle-orm', 'node:', 'pg'],
  },
  'db/client.ts': { own: ['db/database/', 'db/drivers/'], packages: [] },

  // The server, from the bottom up. No room imports one that imports it.
  'lib/server/errors.ts': { own: ['lib/shared/'], packages: [] },
  'lib/server/random-id.ts': { own: [], packages: ['node:'] },
  'lib/server/same-text.ts': { own: [], packages: ['node:'] },
  'lib/server/settings/': {
    own: [...EDGE, 'lib/server/same-text.ts', 'db/client.ts', 'db/database/'],
    packages: ['node:', 'tldts', 'zod'],
  },
  'lib/server/limits/': server(['errors.ts', 'settings'], ['ipaddr.js', 'p-limit', 'pino']),
  'lib/server/audit/': server(['errors.ts', 'settings', 'limits'], ['bowser', 'pino']),
  'lib/server/links/': server([...ROOT, 'settings', 'limits', 'audit']),
  'lib/server/mail/': server(
    ['errors.ts', 'settings', 'limits', 'audit', 'links'],
    ['@aws-sdk/client-ses', '@vercel/functions', 'escape-html', 'p-limit', 'pino', 'zod'],
  ),
  // Only this folder knows arctic and the answers of providers; others ask for a profile.
  'lib/server/oauth/': {
    own: ['lib/server/settings/', 'lib/shared/'],
    packages: ['arctic', 'jose', 'node:', 'zod'],
  },
  // Imports the types of everything in a use case's context and input.
  'lib/server/use-case/': server(
    ['errors.ts', 'settings', 'limits', 'audit', 'mail', 'oauth'],
    ['pino'],
  ),
  'lib/server/sessions/': server(BASE, ['zod']),
  'lib/server/passwords/': server(
    [...BASE, 'sessions'],
    ['@node-rs/argon2', '@zxcvbn-ts/language-common', 'bcryptjs', 'p-limit', 'piscina'],
  ),
  'lib/server/sign-in/': server([...BASE, 'sessions', 'passwords']),
  'lib/server/accounts/': server([...BASE, 'sessions', 'passwords', 'sign-in']),
  'lib/server/addresses/': server([...BASE, 'sessions', 'passwords', 'sign-in', 'accounts']),
  'lib/server/identities/': server(
    [...BASE, 'sessions', 'passwords', 'sign-in', 'oauth'],
    ['jose', 'zod'],
  ),
  // HTTP never queries the database: use cases do.
  'lib/server/http/': {
    own: [
      ...EDGE,
      ...['errors.ts', 'settings/', 'limits/', 'sessions/', 'use-case/'].map(
        (room) => `lib/server/${room}`,
      ),
    ],
    packages: ['node:', 'pino'],
  },
  // The API described, from its contracts.
  'lib/server/openapi/': {
    own: [...EDGE, 'lib/server/http/contract-errors.ts', 'lib/server/use-case/'],
    packages: ['node:', 'zod'],
  },
  'lib/server/http/next/': {
    own: [
      ...EDGE,
      ...['http/', 'same-text.ts', 'limits/', 'links/', 'sessions/', 'accounts/', 'use-case/'].map(
        (room) => `lib/server/${room}`,
      ),
    ],
    packages: ['next/headers', 'next/navigation', 'node:', 'react'],
  },
  'lib/server/runtime/': {
    own: [...EDGE, ...DATABASE, 'db/client.ts', 'lib/server/'],
    packages: ['node:', 'pino', 'sonic-boom'],
  },
  'instrumentation.ts': { own: ['lib/server/runtime/boot.ts'], packages: [] },

  // The operator's side.
  'lib/django/': {
    own: [
      ...DATABASE,
      'db/drivers/postgres-pool.ts',
      'lib/server/passwords/',
      'lib/server/sessions/',
      'lib/shared/',
    ],
    packages: ['better-sqlite3', 'node:', 'pg', 'zod'],
  },
  'lib/cli/': {
    own: [
      ...DATABASE,
      ...EDGE,
      'db/client.ts',
      'lib/django/',
      'lib/server/accounts/',
      'lib/server/audit/',
      'lib/server/errors.ts',
      'lib/server/identities/redirect-hints.ts',
      'lib/server/mail/',
      'lib/server/runtime/',
      'lib/server/settings/',
    ],
    packages: ['@clack/prompts', '@next/env', 'cli-progress', 'commander', 'jose', 'node:'],
  },

  // The browser, from the bottom up. A page's folder takes nothing from another page's.
  'lib/client/': {
    own: ['lib/shared/'],
    packages: ['@reduxjs/toolkit', 'react', 'react-redux'],
  },
  'components/ui/': components([]),
  'components/session/': components(['ui']),
  'components/sign-in/': components(['ui', 'session']),
  'components/mail-links/': components(['ui', 'session']),
  'components/provider-return/': components(['ui', 'session', 'mail-links']),
  'components/account/': components(['ui', 'session']),
  'components/layout/': components(['ui', 'session']),
  'components/dev/': components(['ui']),

  // Pages and routes.
  'app/api/': { own: ['lib/server/', 'lib/shared/contracts/'], packages: [] },
  'app/.well-known/': { own: ['lib/server/', 'lib/shared/contracts/'], packages: [] },
  'app/': {
    own: ['components/', 'lib/server/', 'lib/shared/'],
    packages: ['@fontsource-variable/inter', 'next', 'next/link', 'react', 'react-toastify'],
  },

  // Tools: they read the product, and nothing reads them but tests.
  'scripts/': {
    own: ['lib/', 'db/'],
    packages: [
      '@next/env',
      'autocannon',
      'bcryptjs',
      'escape-html',
      'jose',
      'node:',
      'oidc-provider',
      'zod',
    ],
  },
};
