import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { imports } from '@/tests/architecture/product-imports';

/** What stands behind the members of a use case’s context, for it is given, not imported. */
const BEHIND_CONTEXT = [
  'db/drivers/sqlite.ts',
  'lib/server/audit/audit.ts',
  'lib/server/limits/limiter.ts',
  'lib/server/mail/mailer.ts',
];

const WALKS = {
  'A sign-in': ['app/api/jwt/create/route.ts', ...BEHIND_CONTEXT],
  'A refresh': ['app/api/jwt/refresh/route.ts', ...BEHIND_CONTEXT],
  'A linking': [
    'app/api/identities/route.ts',
    'app/api/o/[provider]/route.ts',
    'lib/server/oauth/providers/registry.ts',
    ...BEHIND_CONTEXT,
  ],
};

/** Files that run once `entries` run: what they import, late imports included, types left out. */
function reachedFrom(entries: readonly string[]): string[] {
  const reached = new Set(entries);
  for (const file of reached) {
    for (const { from, to, isOwn, isType } of imports) {
      if (from === file && isOwn && !isType && to.endsWith('.ts')) reached.add(to);
    }
  }
  return [...reached];
}

const countLines = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').length;

// For information: nothing is merged, split or loaded late to please a count.
it.each(Object.entries(WALKS))('%s runs what this prints', (name, entries) => {
  const files = reachedFrom(entries);
  const lines = files.reduce((sum, file) => sum + countLines(file), 0);
  console.log(`${name} runs ${files.length} files, ${lines} lines.`);
  expect(files).toContain('lib/server/sessions/session.ts');
  expect(files).toContain('db/repositories/sessions.ts');
});

it('a file of ours is loaded late only for the weight of a package behind it', () => {
  const late = imports.filter(({ isOwn, isLate }) => isOwn && isLate);
  expect(late.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual([
    // A page's scripts: the menu is for people who are signed in.
    'components/layout/navbar.tsx → components/layout/user-menu.tsx',
    // The client of one database out of three.
    'db/client.ts → db/drivers/libsql.ts',
    'db/client.ts → db/drivers/postgres.ts',
    'db/client.ts → db/drivers/sqlite.ts',
    // Node.js alone may load it: Next.js runs the same file on the edge.
    'instrumentation.ts → lib/server/runtime/boot.ts',
    // RTK Query and zod: a page to sign in is shown before it calls the API.
    'lib/client/late-api.ts → lib/client/sign-in-api.ts',
    // The AWS SDK.
    'lib/server/mail/delivery.ts → lib/server/mail/transports/ses.ts',
  ]);
});
