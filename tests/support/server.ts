import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { findFreePort } from '@/scripts/serve';

const START_TIMEOUT_MS = 90_000;

const running = new Set<ChildProcess>();

// A test that fails before it stops its server leaves none behind.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** A running `next start` of the built app, with data of its own. */
export interface RunningServer {
  url: string;
  folder: string;
  /** Everything it printed so far. */
  output(): string;
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Settings that a production start needs, for a server on `port` with its data in `folder`. */
export function productionSettings(folder: string, port: number): Record<string, string> {
  return {
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
    SITE_URL: `http://127.0.0.1:${port}`,
    JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes',
    DATABASE_URL: `file:${join(folder, 'auth.db')}`,
    EMAIL_TRANSPORT: 'mailbox',
    MAILBOX_DIR: join(folder, 'mailbox'),
    BCRYPT_COST: '4',
  };
}

const COMMANDS = {
  start: ['node_modules/next/dist/bin/next', 'start'],
  dev: ['--import', 'tsx', 'scripts/dev.ts'],
};

/** Runs what `npm start` or `npm run dev` does in the built app's folder, with these variables alone. */
export function spawnServer(
  env: Record<string, string>,
  command: 'start' | 'dev' = 'start',
): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const NODE_ENV = command === 'start' ? 'production' : 'development';
  const child = spawn(process.execPath, COMMANDS[command], {
    cwd: inject('appFolder'),
    env: { PATH, HOME, NODE_ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  return child.once('exit', () => running.delete(child));
}

/** A running server for the tests of one file. */
export function serverFixture(settings: Record<string, string> = {}): { readonly url: string } {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(settings);
  });
  afterAll(() => server?.stop());
  return {
    get url() {
      return server.url;
    },
  };
}

/** Major version of the Next.js that the app was built with. */
export function nextMajor(): number {
  const text = readFileSync(join(inject('appFolder'), 'node_modules/next/package.json'), 'utf8');
  return Number.parseInt((JSON.parse(text) as { version: string }).version, 10);
}

/** Starts the app and waits until it is healthy. */
export async function startServer(
  settings: Record<string, string> = {},
  command: 'start' | 'dev' = 'start',
): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-server-'));
  const port = Number(settings.PORT) || (await findFreePort());
  const child = spawnServer({ ...productionSettings(folder, port), ...settings }, command);
  let printed = '';
  const keep = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const url = `http://127.0.0.1:${port}`;
  await waitUntilHealthy(url, child, () => printed);
  return {
    url,
    folder,
    output: () => printed,
    async stop(signal = 'SIGTERM') {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitUntilHealthy(url: string, child: ChildProcess, output: () => string) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(`${url}/api/health`).catch(() => null);
    // An answer may be another server's.
    if (response?.ok && child.exitCode === null) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not start:\n${output()}`);
}
