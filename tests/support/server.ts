import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import {
  endProcess,
  findFreePort,
  productionSettings,
  spawnApp,
  waitUntilHealthy,
} from '@/scripts/serve';

const running = new Set<ChildProcess>();

// A test that fails before it stops its server leaves none behind.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** A running `next start` of the built app, with data of its own. */
export interface RunningServer {
  url: string;
  /** Id of the process. */
  pid: number | undefined;
  folder: string;
  process: ChildProcess;
  /** Returns everything that it has printed so far. */
  output(): string;
  /** Ends it and removes its data; by default at once, without waiting for idle connections. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/**
 * Runs the command of `npm start` or `npm run dev` in the built app's folder, with these variables
 * alone.
 */
export function spawnServer(
  env: Record<string, string>,
  command: 'start' | 'dev' = 'start',
): ChildProcess {
  const child = spawnApp(inject('appFolder'), env, { command });
  running.add(child);
  return child.once('exit', () => running.delete(child));
}

/** Starts a server before the tests of one file, and stops it after them. */
export function serverFixture(
  settings: Record<string, string> = {},
): Readonly<Pick<RunningServer, 'url' | 'pid' | 'output'>> {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(settings);
  });
  afterAll(() => server?.stop());
  return {
    get url() {
      return server.url;
    },
    get pid() {
      return server.pid;
    },
    output: () => server.output(),
  };
}

/** Returns the major version of the Next.js that the app was built with. */
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
    pid: child.pid,
    folder,
    process: child,
    output: () => printed,
    // `npm run dev` has a process of its own that only it ends.
    async stop(signal = command === 'dev' ? 'SIGTERM' : 'SIGKILL') {
      await endProcess(child, signal);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
