import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { compare, hash } from 'bcryptjs';
import { buildVariant } from '@/scripts/build-variant';
import { post, serve } from '@/scripts/serve';

/** Machines differ and are noisy: only ratios within one run are comparable. */
const SECONDS = 5;
const CONNECTIONS = 8;
const SIGN_INS = 10;
const COST = 12;
const BARE_ROUTE =
  "export const dynamic = 'force-dynamic';\nexport const GET = () => Response.json({ status: 'ok' });\n";
const account = { email: 'bench@example.com', password: 'ho1dfast-and-true' };
const json = { 'content-type': 'application/json' };

async function requestsPerSecond(options: autocannon.Options): Promise<number> {
  const result = await autocannon({ ...options, duration: SECONDS, connections: CONNECTIONS });
  if (result.non2xx > 0)
    throw new Error(`${options.url}: ${result.non2xx} answers were no success`);
  return result.requests.average;
}

async function millisecondsEach(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < count; i += 1) await work();
  return (performance.now() - start) / count;
}

async function measure(url: string): Promise<void> {
  const names = { first_name: 'Ben', last_name: 'Chmark', re_password: account.password };
  await post(`${url}/api/users/`, { ...account, ...names });
  const signIn = async () => (await post(`${url}/api/jwt/create/`, account))?.json();
  const { access, refresh } = await signIn();
  const cookie = { cookie: `access=${access}` };

  const bcrypt = await hash(account.password, COST);
  const raw = await millisecondsEach(SIGN_INS, () => compare(account.password, bcrypt));
  const whole = await millisecondsEach(SIGN_INS, signIn);
  console.log(
    `sign-in: ${whole.toFixed(0)} ms, ${(whole / raw).toFixed(2)} × raw bcryptjs (${raw.toFixed(0)} ms)`,
  );

  const bare = await requestsPerSecond({ url: `${url}/api/bare` });
  console.log(`a bare route handler: ${bare.toFixed(0)} requests/s, 1.00 ×`);
  const rows: [string, autocannon.Options][] = [
    ['GET /api/health/', { url: `${url}/api/health/` }],
    ['GET /api/users/me/', { url: `${url}/api/users/me/`, headers: cookie }],
    ['POST /api/jwt/verify/', { url: `${url}/api/jwt/verify/`, method: 'POST', headers: cookie }],
    [
      'POST /api/jwt/refresh/ (same token, in its grace)',
      {
        url: `${url}/api/jwt/refresh/`,
        method: 'POST',
        headers: json,
        body: JSON.stringify({ refresh }),
      },
    ],
    ['GET /dashboard', { url: `${url}/dashboard`, headers: cookie }],
  ];
  for (const [name, options] of rows) {
    const rate = await requestsPerSecond(options);
    console.log(`${name}: ${rate.toFixed(0)} requests/s, ${(rate / bare).toFixed(2)} ×`);
  }
}

const { folder, remove } = await buildVariant(async (copy) => {
  await mkdir(join(copy, 'app/api/bare'), { recursive: true });
  await writeFile(join(copy, 'app/api/bare/route.ts'), BARE_ROUTE);
});
const data = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
const settings = { BCRYPT_COST: String(COST), REFRESH_REUSE_GRACE: '5m', LOG_LEVEL: 'info' };
const server = await serve(folder, data, settings);
try {
  await measure(server.url);
} finally {
  await server.stop();
  await rm(data, { recursive: true, force: true });
  await remove();
}
