import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const browserSide = ['components/**/*.test.tsx', 'lib/client/**/*.test.ts'];
const builtApps = ['tests/{e2e,proofs,no-gate,next13}/**/*.test.ts'];

/** Both cores of a small machine: Vitest would leave one of two to nobody. */
const WORKERS = 2;

const HANG_MS = 60_000;

/** What every database must do, on a server: of ours, or a given one with one database for all. */
function onServer(name: string, given: string | undefined, groupOrder: number) {
  return {
    extends: true as const,
    test: {
      name,
      include: ['tests/{api,repositories,administration}/**/*.test.ts'],
      // Of tokens, redirects, limits and other people’s answers alone, whatever the database.
      exclude: ['tests/api/rule-{token-attacks,secrets,redirects,social-answers,mail-bombing}*'],
      globalSetup: [`tests/databases/setup-${name}.ts`],
      setupFiles: ['tests/support/setup-node.ts'],
      maxWorkers: given ? 1 : WORKERS,
      sequence: { groupOrder },
    },
  };
}

interface BuiltApp {
  /** Folder of the tests. */
  tests: string;
  /** Folder of what builds the app. */
  build: string;
  maxWorkers: number;
}

/** Tests of a built app, each file with a server and a browser of its own. */
function builtApp(name: string, groupOrder: number, options: Partial<BuiltApp> = {}) {
  const { tests = name, build = name, maxWorkers = WORKERS } = options;
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${tests}/**/*.test.ts`],
      globalSetup: [`tests/${build}/build.ts`],
      maxWorkers,
      // Browsers take their time, and so does what waits for a killed process's claim to lapse.
      testTimeout: 4 * HANG_MS,
      sequence: { groupOrder },
    },
  };
}

export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    maxWorkers: WORKERS,
    // Against hangs. How fast the product must be is for tests to say, whatever the machine does.
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
    expect: { poll: { timeout: 15_000 } },
    // `.ci/run` counts what the JSON report says.
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...browserSide, ...builtApps, '.next/**'],
          setupFiles: ['tests/support/setup-node.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser-side',
          include: browserSide,
          environment: 'jsdom',
          setupFiles: ['tests/support/setup-jsdom.ts'],
        },
      },
      onServer('postgres', process.env.TEST_POSTGRES_URL, 1),
      onServer('libsql', process.env.TEST_LIBSQL_URL, 2),
      builtApp('e2e', 3),
      // Of processes and databases, whatever the version of Next.js; they measure, so one at a time.
      builtApp('proofs', 4, { build: 'e2e', maxWorkers: 1 }),
      builtApp('no-gate', 5),
      // The same browser tests on the Next.js that the original system ran on.
      builtApp('next13', 6, { tests: 'e2e' }),
    ],
  },
});
