import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type autocannon from 'autocannon';
import { BARE_FILES } from '@/scripts/bench/servers/bare-app';
import { buildSmallApp, type SmallApp } from '@/scripts/bench/servers/install';
import { emailOf, forEach, PASSWORD } from '@/scripts/bench/servers/people';
import { type Server, startServer } from '@/scripts/bench/servers/process';
import { newFolder, type Workshop } from '@/scripts/bench/servers/workshop';
import { findFreePort } from '@/scripts/serve';

const AUTH = `import { betterAuth } from 'better-auth';
import Database from 'better-sqlite3';
const database = new Database(process.env.DATABASE_FILE ?? 'auth.db');
database.pragma('journal_mode = WAL');
export const auth = betterAuth({
  baseURL: process.env.SITE_URL ?? 'http://127.0.0.1',
  secret: process.env.SECRET ?? 'only-for-the-build-0123456789-abcdefgh',
  database,
  emailAndPassword: { enabled: true },
  session: { cookieCache: { enabled: false } },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
});
`;

const ROUTE = `import { toNextJsHandler } from 'better-auth/next-js';
import { auth } from '#auth';
export const dynamic = 'force-dynamic';
export const { GET, POST } = toNextJsHandler(auth);
`;

const MIGRATE = `import { getMigrations } from 'better-auth/db/migration';
import { auth } from '#auth';
await (await getMigrations(auth.options)).runMigrations();
`;

const APP: SmallApp = {
  name: 'better-auth',
  files: {
    ...BARE_FILES,
    'app/api/auth/[...all]/route.js': ROUTE,
    'auth.mjs': AUTH,
    'migrate.mjs': MIGRATE,
    'next.config.mjs': "export default { serverExternalPackages: ['better-sqlite3'] };\n",
  },
  shared: ['better-sqlite3'],
  further: ['better-auth@1.7.25'],
  prepare: 'migrate.mjs',
};

/** Starts better-auth, on SQLite like the app, in a bare Next.js app. */
export async function startBetterAuth(workshop: Workshop): Promise<Server> {
  const folder = await buildSmallApp(workshop, APP);
  const data = await newFolder(workshop, 'better-auth');
  await cp(join(folder, 'auth.db'), join(data, 'auth.db'));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    SITE_URL: url,
    SECRET: 'a-secret-of-the-bench-kZ8rQ1xW5vT3mB7n',
    DATABASE_FILE: join(data, 'auth.db'),
  };
  const start = {
    command: [process.execPath, 'node_modules/next/dist/bin/next', 'start'],
    folder,
    env,
    cores: workshop.cores?.server ?? null,
    logFile: join(data, 'server.log'),
  };
  return startServer(start, url, '/api/bare');
}

/** Requests for the session, each by another person, who was signed up for it. */
export function sessionRequests(url: string, count: number): Promise<autocannon.Request[]> {
  return forEach(count, async (index) => {
    const answer = await fetch(`${url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ name: 'Ada Lovelace', email: emailOf(index), password: PASSWORD }),
    });
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    if (!answer.ok || cookies.length === 0) throw new Error(await answer.text());
    return {
      method: 'GET',
      path: '/api/auth/get-session',
      headers: { cookie: cookies.join('; ') },
    };
  });
}
