import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A built app with a running server. */
export interface Served {
  url: string;
  /** Id of the process. */
  pid: number | undefined;
  /** Ends the process, by default at once; resolves when it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** The ports, below those that the system assigns itself, and their number for each test worker. */
const FIRST_PORT = 20_000;
const PORTS_EACH = 500;

/** The next port to try, another one each time: a port found free may not be bound yet. */
let turn = randomInt(PORTS_EACH);

/** Returns a free port of the loopback interface, which no other test worker gets. */
export async function findFreePort(): Promise<number> {
  const first = FIRST_PORT + PORTS_EACH * Number(process.env.VITEST_POOL_ID ?? 0);
  for (let tries = 0; tries < PORTS_EACH; tries += 1) {
    turn = (turn + 1) % PORTS_EACH;
    const port = first + turn;
    if (await isFree(port)) return port;
  }
  throw new Error(`All ports from ${first} to ${first + PORTS_EACH - 1} are taken.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The signing secret of a served app, with which a proof can forge tokens. */
export const JWT_SECRET = 'a-secret-for-tests-of-at-least-32-bytes';

const START_TIMEOUT_MS = 90_000;

/** Settings that a production start needs, for a server on `port` with its data in `folder`. */
export function productionSettings(folder: string, port: number): Record<string, string> {
  return {
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
    SITE_URL: `http://127.0.0.1:${port}`,
    JWT_SECRET,
    DATABASE_URL: `file:${join(folder, 'auth.db')}`,
    EMAIL_TRANSPORT: 'mailbox',
    MAILBOX_DIR: join(folder, 'mailbox'),
    BCRYPT_COST: '4',
  };
}

const COMMANDS = {
  start: ['scripts/start.mjs'],
  dev: ['--import', 'tsx', 'scripts/dev.ts'],
};

/** How to run an app: by `npm start`, the usual, or `npm run dev`; and what becomes of its output. */
interface SpawnOptions {
  command?: keyof typeof COMMANDS;
  stdio?: StdioOptions;
}

/** Starts the app in the folder `app` with these variables alone. */
export function spawnApp(
  app: string,
  env: Readonly<Record<string, string>>,
  { command = 'start', stdio = ['ignore', 'pipe', 'pipe'] }: SpawnOptions = {},
): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const NODE_ENV = command === 'start' ? 'production' : 'development';
  const all = { PATH, HOME, NODE_ENV, ...env } as const;
  return spawn(process.execPath, COMMANDS[command], { cwd: app, env: all, stdio });
}

/** Waits until a server answers; ends it and throws, with what it printed, if it does not. */
export async function waitUntilHealthy(
  url: string,
  child: ChildProcess,
  output: () => string = () => '',
): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const response = await fetch(`${url}/api/health`).catch(() => null);
    // Looked at after the answer, which may be another server's.
    if (response?.ok && child.exitCode === null) return;
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not start:\n${output()}`);
}

/** Ends a process; resolves when it is gone. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals) {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await exited;
}

/** Serves the app built in `app` with its data in `data`, and waits until it is healthy. */
export async function serve(
  app: string,
  data: string,
  settings: Record<string, string> = {},
): Promise<Served> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const quiet = { RATE_LIMIT: 'off', LOG_LEVEL: 'silent' };
  const env = { ...productionSettings(data, port), ...quiet, ...settings };
  const child = spawnApp(app, env, { stdio: ['ignore', 'ignore', 'inherit'] });
  await waitUntilHealthy(url, child);
  return { url, pid: child.pid, stop: (signal = 'SIGKILL') => endProcess(child, signal) };
}

/** Posts JSON as a native client does, signed in if `access` is given; null if no answer came. */
export async function post(url: string, body: object, access?: string): Promise<Response | null> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(access && { authorization: `Bearer ${access}` }),
    },
    body: JSON.stringify(body),
  }).catch(() => null);
}

/** Runs `act` with two processes of the app on one database, ends both and returns its result. */
export async function withTwo<T>(
  app: string,
  data: string,
  settings: Readonly<Record<string, string>>,
  act: (servers: readonly [Served, Served]) => Promise<T>,
): Promise<T> {
  const servers = [await serve(app, data, settings), await serve(app, data, settings)] as const;
  try {
    return await act(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
