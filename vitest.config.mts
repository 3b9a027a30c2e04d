import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const browserSide = ['components/**/*.test.tsx', 'lib/client/**/*.test.ts'];
/** What starts processes or servers, waits on purpose, or measures times. */
const slow = ['**/*.slow.test.ts', 'tests/databases/**/*.test.ts'];
const builtApps = ['tests/{e2e,no-gate,proofs}/*.test.ts'];
const lastOfAll = ['tests/statements/**/*.test.ts'];

/** Both cores of a small machine: Vitest would leave one of them idle. */
const WORKERS = 2;

const HANG_MS = 60_000;

const NODE_SETUP = ['tests/support/setup-node.ts', 'tests/statements/record.ts'];

/** `npm run check:all` runs everything that is here, also what needs not be seen each time. */
const isWhole = process.env.CHECK_ALL === '1';

/**
 * What a server must show besides the repositories and the operator's commands: requests that race
 * and lists that are read in pages. Of every other file SQLite is enough, as long as each statement
 * of the product has run on all three databases, which `tests/statements` checks.
 */
const onServers = isWhole
  ? ['tests/api/*.test.ts', 'lib/server/identities/pending-details.test.ts']
  : [
      'lib/server/identities/pending-details.test.ts',
      'tests/api/{events,identities,sessions,users}-list.test.ts',
      'tests/api/identities-{claim,confirm,link,unlink}.test.ts',
      'tests/api/{jwt-create,jwt-refresh,social-complete}.test.ts',
      'tests/api/users-{activation,create,delete,me-partial-update,set-email,set-password,set-username}.test.ts',
      'tests/api/users-{reset-email,reset-password,set-email,set-email-undo}*.test.ts',
      'tests/api/rule-{django-tokens,notices,pre-hijacking,social-accounts,taking-back}.test.ts',
    ];

/** What has the version of Next.js as its subject. */
const onNext13 = isWhole
  ? ['tests/e2e/*.test.ts']
  : ['tests/e2e/{bounds,hardening,http,main-journey,pages,signing-keys,social}.test.ts'];

/** Tests of one kind; `name` is what `--project` takes. */
function project(test: TestProjectInlineConfiguration['test']) {
  return { extends: true as const, test };
}

/** What every database must do, on a server: ours, or a given one with one database for all. */
function onServer(name: string, given: string | undefined, groupOrder: number) {
  return project({
    name,
    include: [
      'tests/{repositories,administration}/**/*.test.ts',
      'lib/django/*.test.ts',
      ...onServers,
    ],
    // Of tokens, redirects and other people’s answers alone, whatever the database.
    exclude: ['tests/api/rule-{mail-bombing,token-attacks,secrets,redirects,social-answers}*'],
    globalSetup: [`tests/databases/setup-${name}.ts`],
    setupFiles: NODE_SETUP,
    isolate: false,
    maxWorkers: given ? 1 : WORKERS,
    sequence: { groupOrder: given ? groupOrder : 0 },
  });
}

/** Tests of a built app, each file with a server and a browser of its own. */
function builtApp(name: string, include: string[], groupOrder: number, build = name) {
  return project({
    name,
    include,
    globalSetup: [`tests/${build}/build.ts`],
    maxWorkers: name === 'proofs' ? 1 : WORKERS,
    // Browsers take their time, and so does what waits for a killed process's claim to lapse.
    testTimeout: 4 * HANG_MS,
    sequence: { groupOrder },
  });
}

export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    maxWorkers: WORKERS,
    // Against hangs. How fast the product must be is for tests to say, whatever the machine does.
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
    expect: { poll: { timeout: 15_000 } },
    reporters: [
      'default',
      ['json', { outputFile: process.env.TEST_REPORT ?? 'test-results/vitest.json' }],
    ],
    projects: [
      project({
        name: 'node',
        include: ['**/*.test.ts'],
        exclude: [
          ...configDefaults.exclude,
          ...browserSide,
          ...slow,
          ...builtApps,
          ...lastOfAll,
          '.next/**',
        ],
        setupFiles: NODE_SETUP,
        // Files share two processes; what changes a process for good is slow.
        isolate: false,
      }),
      project({
        name: 'browser-side',
        include: browserSide,
        environment: 'jsdom',
        setupFiles: ['tests/support/setup-jsdom.ts'],
        isolate: false,
      }),
      project({ name: 'slow', include: slow, setupFiles: NODE_SETUP }),
      onServer('postgres', process.env.TEST_POSTGRES_URL, 1),
      onServer('libsql', process.env.TEST_LIBSQL_URL, 2),
      project({
        name: 'statements',
        include: lastOfAll,
        sequence: { groupOrder: 3 },
      }),
      builtApp('e2e', ['tests/e2e/*.test.ts'], 4),
      builtApp('no-gate', ['tests/no-gate/*.test.ts'], 4),
      builtApp('next13', onNext13, 4),
      // They measure, so one at a time.
      builtApp('proofs', ['tests/proofs/*.test.ts'], 5, 'e2e'),
    ],
  },
});
