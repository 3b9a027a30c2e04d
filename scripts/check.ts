import { type StdioOptions, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { build, buildNext13 } from '@/scripts/build-variant';

/**
 * Checks everything: types, rules of style, unused code, and all tests on both versions of Next.js.
 * What only waits goes beside what computes: the apps are built while the first tests run.
 */

/** Two runs of Vitest: what needs no built app, and what does. Each writes a report of its own. */
const REPORTS = ['test-results/vitest-1.json', 'test-results/vitest-2.json'] as const;
const PROJECTS = [
  ['node', 'browser-side', 'slow', 'postgres', 'libsql', 'statements'],
  ['e2e', 'no-gate', 'next13', 'proofs'],
] as const;
const SLOWEST = 15;

type Env = Record<string, string>;

/** What of a Vitest report is of interest here; times are milliseconds. */
interface Report {
  testResults: { name: string; startTime: number; endTime: number }[];
}

/** Runs a program of the project; gives whether it ended well, and what it printed if it was kept. */
function run(args: readonly string[], stdio: StdioOptions, env: Env = {}) {
  return new Promise<{ isGood: boolean; output: string }>((resolve) => {
    const child = spawn(args[0] ?? '', args.slice(1), { stdio, env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.once('close', (code) => resolve({ isGood: code === 0, output }));
  });
}

/** Names of the checks that failed. */
const failed: string[] = [];

/** Runs a script of package.json, and prints what it has to say all at once. */
async function runScript(name: string): Promise<void> {
  const { isGood, output } = await run(
    ['npm', 'run', '--silent', name],
    ['ignore', 'pipe', 'pipe'],
  );
  console.log(`${isGood ? '✓' : '✗'} npm run ${name}\n${isGood ? '' : output}`);
  if (!isGood) failed.push(name);
}

async function runTests(part: 0 | 1, env: Env = {}): Promise<void> {
  const projects = PROJECTS[part].flatMap((name) => ['--project', name]);
  const vitest = ['node', 'node_modules/vitest/vitest.mjs', 'run', ...projects];
  const { isGood } = await run(vitest, 'inherit', { ...env, TEST_REPORT: REPORTS[part] });
  if (!isGood) failed.push(`tests of ${PROJECTS[part].join(', ')}`);
}

/** Where the apps have been built. */
interface Builds {
  env: Env;
  remove: () => Promise<void>;
}

async function buildApps(): Promise<Builds | null> {
  try {
    await build('.');
    const { folder, remove } = await buildNext13();
    return { env: { BUILT_APP: process.cwd(), BUILT_NEXT13: folder }, remove };
  } catch (error) {
    console.log(String(error));
    failed.push('build');
    return null;
  }
}

/** The files that took longest, of both runs. */
function printSlowest(): void {
  const files = REPORTS.filter((path) => existsSync(path)).flatMap((path) => {
    const { testResults }: Report = JSON.parse(readFileSync(path, 'utf8'));
    return testResults.map(({ name, startTime, endTime }) => ({ name, ms: endTime - startTime }));
  });
  console.log(`\nThe slowest ${SLOWEST} files, in seconds:`);
  for (const { name, ms } of files.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST)) {
    console.log(`${(ms / 1000).toFixed(1).padStart(6)}  ${relative('.', name)}`);
  }
}

async function main(): Promise<void> {
  const start = performance.now();
  if (process.argv.includes('--all')) process.env.CHECK_ALL = '1';
  // The builds need not look again at what `npm run types` looks at.
  else process.env.TYPES_ARE_CHECKED = '1';
  await rm('test-results', { recursive: true, force: true });
  const tools = async () => {
    for (const name of ['types', 'lint', 'unused']) await runScript(name);
  };
  const [builds] = await Promise.all([buildApps(), tools(), runTests(0)]);
  if (builds) {
    await runTests(1, builds.env);
    await builds.remove();
  }
  printSlowest();
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  console.log(
    `\n${failed.length === 0 ? 'All is well' : `Failed: ${failed.join('; ')}`} (${minutes} min)`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

await main();
