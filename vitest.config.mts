import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const browserSide = ['components/**/*.test.tsx', 'lib/client/**/*.test.ts'];
const builtApps = ['tests/{e2e,proofs,no-gate,next13}/**/*.test.ts'];

/** What every database must do, on a server that is emptied for each file: one after the other. */
function onServer(name: string, groupOrder: number) {
  return {
    extends: true as const,
    test: {
      name,
      include: ['tests/{api,repositories,administration}/**/*.test.ts'],
      // Of tokens, redirects and other people's answers alone, whatever the database.
      exclude: ['tests/api/rule-{forged,secrets,redirects,social-answers}*'],
      globalSetup: [`tests/databases/setup-${name}.ts`],
      setupFiles: ['tests/support/setup-node.ts'],
      fileParallelism: false,
      sequence: { groupOrder },
      hookTimeout: 30_000,
    },
  };
}

/** Tests of a built app: one after the other, since a server and a browser want both cores. */
function builtApp(name: string, groupOrder: number, tests = name) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${tests}/**/*.test.ts`],
      globalSetup: [`tests/${name}/build.ts`],
      fileParallelism: false,
      sequence: { groupOrder },
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  };
}

export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
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
      onServer('postgres', 1),
      onServer('libsql', 2),
      // Proofs ask the same of processes and databases whatever the version of Next.js.
      builtApp('e2e', 3, '{e2e,proofs}'),
      builtApp('no-gate', 4),
      // The same browser tests on the Next.js that the original system ran on.
      builtApp('next13', 5, 'e2e'),
    ],
  },
});
