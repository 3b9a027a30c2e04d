import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { createAuthority } from '@/lib/edge/authority';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import type { EdgeEnv } from '@/lib/edge/settings';

const env: EdgeEnv = {
  SITE_URL: 'https://app.example.com',
  JWT_SECRET: 'x'.repeat(32),
  JWT_PREVIOUS_SECRETS: [],
  JWT_PREVIOUS_PUBLIC_KEYS: [],
  API_PATH_PREFIXES: [],
  AUTH_HEADER_TYPES: ['Bearer'] as const,
};
let server: Server | undefined;

/** A server in the place of our own, on a port of its own. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  deadlineMs?: number,
  { settings = env, cookie = '' } = {},
) {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('PORT', String((server.address() as AddressInfo).port));
  const headers = new Headers({
    'user-agent': 'Browser/1',
    [INTERNAL_HEADERS.visitor.name]: 'a sealed address',
    x: 'y',
    cookie,
  });
  return createAuthority(settings, { headers }, deadlineMs);
}

/** The one line that was logged, which holds no token. */
function expectLogged(pattern: RegExp) {
  const { calls } = vi.mocked(console.error).mock;
  expect(calls).toEqual([[expect.stringMatching(pattern)]]);
  vi.mocked(console.error).mockClear();
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  vi.unstubAllEnvs();
});

it('deletes the twins of an access cookie when it renews, though the API is not shown them', async () => {
  const settings = { ...env, SITE_URL: 'http://app.example.com' };
  const answer = (_: IncomingMessage, response: ServerResponse) =>
    response.setHeader('set-cookie', ['access=new; Path=/']).end('{}');
  const renewal = async (cookie: string) =>
    (await serve(answer, undefined, { settings, cookie })).renew(['oooo.llll.dddd']);
  const lines = await renewal('access=one; access=other; refresh=oooo.llll.dddd');
  expect(lines).toMatchObject({
    setCookies: [
      ...['access', 'refresh'].flatMap((name) => [
        expect.stringMatching(`^${name}=; Max-Age=0; Domain=app.example.com;`),
        expect.stringMatching(`^${name}=; Max-Age=0; Domain=example.com;`),
      ]),
      'access=new; Path=/',
    ],
  });
  server?.close();
  expect(await renewal('access=one')).toMatchObject({ setCookies: ['access=new; Path=/'] });
});

it('renews with the refresh cookie alone, and hands on every cookie that comes back', async () => {
  let seen: IncomingMessage | undefined;
  const setCookies = ['__Host-access=new; Path=/', '__Host-refresh=newer; Path=/'];
  const authority = await serve((request, response) => {
    seen = request;
    response.setHeader('set-cookie', setCookies).end('{}');
  });
  expect(await authority.renew(['oooo.llll.dddd'])).toEqual({ access: 'new', setCookies });
  expect(seen?.method).toBe('POST');
  expect(seen?.url).toBe('/api/jwt/refresh/');
  expect(seen?.headers).toMatchObject({
    cookie: '__Host-refresh=oooo.llll.dddd',
    'sec-fetch-site': 'same-origin',
    'user-agent': 'Browser/1',
    [INTERNAL_HEADERS.visitor.name]: 'a sealed address',
  });
  expect(seen?.headers).not.toHaveProperty('x');
});

it.each([
  [401, 'refused', 'dead'],
  [503, 'unreachable', 'unreachable'],
  [404, 'unreachable', 'unreachable'],
])('takes %i for %s and %s', async (status, renewal, verdict) => {
  const authority = await serve((_, response) => response.writeHead(status).end('{}'));
  expect(await authority.renew(['tttA.tttA.tttA'])).toBe(renewal);
  expect(await authority.verify(['t'])).toBe(verdict);
});

it('asks about twins at once, and takes the new cookie in the answer, not the one taken away', async () => {
  let cookie: string | undefined;
  const setCookies = ['__Host-access=; Max-Age=0', '__Host-access=new; Path=/'];
  const authority = await serve((request, response) => {
    cookie = request.headers.cookie;
    response.setHeader('set-cookie', setCookies).end('{}');
  });
  const twins = ['oooo.llll.dddd', 'x; access=y', 'tttA.tttA.tttA'];
  expect(await authority.renew(twins)).toEqual({ access: 'new', setCookies });
  expect(cookie).toBe('__Host-refresh=oooo.llll.dddd; __Host-refresh=tttA.tttA.tttA');
});

it.each([
  ['session_reused', 'session_reused'],
  ['account_deactivated', 'account_deactivated'],
  ['token_not_valid', 'refused'],
  ['not_found', 'refused'],
  ['<b>', 'refused'],
])('takes a 401 with the code %s for %s', async (code, renewal) => {
  const authority = await serve((_, response) =>
    response.writeHead(401, { 'X-Error-Code': code }).end('{}'),
  );
  expect(await authority.renew(['tttA.tttA.tttA'])).toBe(renewal);
});

it('takes 200 for a live session', async () => {
  const authority = await serve((_, response) => response.end('{}'));
  expect(await authority.verify(['t'])).toBe('live');
});

it('does not take an answer without cookies for a renewal', async () => {
  const authority = await serve((_, response) => response.end('{}'));
  expect(await authority.renew(['tttA.tttA.tttA'])).toBe('unreachable');
});

it('follows no redirect', async () => {
  const authority = await serve((request, response) => {
    if (request.url === '/elsewhere') response.setHeader('set-cookie', 'access=x').end('{}');
    else response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(await authority.renew(['tttA.tttA.tttA'])).toBe('unreachable');
  expectLogged(/cannot reach its own API/);
});

it('waits no longer than its deadline', async () => {
  const authority = await serve(() => {}, 100);
  const start = performance.now();
  expect(await authority.verify(['t'])).toBe('unreachable');
  expect(performance.now() - start).toBeLessThan(4000);
  expectLogged(/timeout/);
});

it('is not thrown by a server that is not there, and says where it looked', async () => {
  const authority = await serve(() => {});
  server?.close();
  expect(await authority.verify(['t'])).toBe('unreachable');
  expectLogged(/http:\/\/127\.0\.0\.1:\d+: does the server listen there/);
});

it.each(['', 'x', 'a.b', 'a.b.c\n', 'a.b.c; access=x', 'ü.b.c', `a.b.${'c'.repeat(5000)}`])(
  'refuses %j without asking: it may not even fit into a header',
  async (token) => {
    let asked = 0;
    const authority = await serve((_, response) => {
      asked += 1;
      response.end('{}');
    });
    expect(await authority.renew([token])).toBe('refused');
    expect(asked).toBe(0);
  },
);

it('logs nothing that a terminal obeys', async () => {
  vi.stubEnv('VERCEL', '1');
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'f');
  vi.stubEnv('VERCEL_REGION', 'fra1');
  const SITE_URL = 'no address\u009b2J\u202e\u2028';
  const authority = createAuthority({ ...env, SITE_URL }, { headers: new Headers() });
  expect(await authority.verify(['a-token'])).toBe('unreachable');
  const [[logged]] = vi.mocked(console.error).mock.calls as [[string]];
  expect(logged).not.toMatch(/[\p{Cc}\p{Zl}\p{Bidi_Control}]/u);
  expect(JSON.parse(logged).msg).toContain(SITE_URL);
  vi.mocked(console.error).mockClear();
});
