import { describe, expect, it } from 'vitest';
import { cookieHeader, HttpClient, setCookies } from '@/tests/support/http-client';
import { PASSWORD } from '@/tests/support/password';
import { serverFixture } from '@/tests/support/server';

const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const LOGIN = '/auth/login?next=%2Fdashboard';

const server = serverFixture();
const http = new HttpClient(server);

const isAlive = async (access: string) =>
  (await http.get('/api/users/me/', { authorization: `Bearer ${access}` })).status === 200;

describe('the gate', () => {
  it('sends anonymous visitors to sign in', async () => {
    for (const path of ['/dashboard', '/dashboard/']) {
      const response = await http.get(path);
      expect(response.status).toBe(307);
      expect(response.headers.get('location')).toMatch(/\/auth\/login\?next=%2Fdashboard/);
    }
  });

  it('serves a page for a refresh cookie alone, and renews both cookies', async () => {
    const { refresh } = await http.newPerson('Grace');
    const response = await http.get('/dashboard', cookieHeader({ refresh }));
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('Hello, Grace.');
    expect(html).not.toMatch(JWT);
    const { access, refresh: next } = setCookies(response);
    expect(next?.value).not.toBe(refresh);
    expect(await isAlive(access?.value ?? '')).toBe(true);
    const names = [...response.headers.keys()].filter((name) => name.startsWith('x-middleware'));
    expect(names).toEqual([]);
  });

  it('renews for 20 page loads at once, and the user stays signed in', async () => {
    const { refresh } = await http.newPerson();
    const load = () => http.get('/dashboard', cookieHeader({ refresh }));
    const pages = await Promise.all(Array.from({ length: 20 }, load));
    expect(pages.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const successors = pages.map((page) => setCookies(page).refresh?.value);
    expect(new Set(successors).size).toBe(1);
  });

  it('sends a signed-in user on from the sign-in page', async () => {
    const tokens = await http.newPerson();
    const response = await http.get(LOGIN, cookieHeader(tokens));
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toMatch(/\/dashboard$/);
  });

  it.each([
    ['garbage', { access: 'x.y.z', refresh: 'garbage' }],
    ['an unpaired half', { access: 'x' }],
  ])('clears %s instead of looping', async (_, cookies) => {
    const gate = await http.get('/dashboard', cookieHeader(cookies));
    expect(gate.status).toBe(307);
    expect(setCookies(gate)).toMatchObject({ access: { maxAge: 0 }, refresh: { maxAge: 0 } });
    const login = await http.get(LOGIN, cookieHeader(cookies));
    expect(login.status).toBe(200);
  });

  it('clears the well-signed cookies of an ended session instead of looping', async () => {
    const tokens = await http.newPerson();
    const cookies = cookieHeader(tokens);
    await http.post('/api/logout/', {}, cookies);
    const dashboard = await http.get('/dashboard', cookies);
    expect(await dashboard.text()).not.toContain('Hello,');
    const login = await http.get(`${LOGIN}&ended=session_ended`, cookies);
    expect(login.status).toBe(200);
    expect(setCookies(login)).toMatchObject({ access: { maxAge: 0 }, refresh: { maxAge: 0 } });
  });

  it('follows a `next` path within the site only', async () => {
    const tokens = cookieHeader(await http.newPerson());
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/%09/evil']) {
      const path = `/auth/login?next=${encodeURIComponent(next)}`;
      const location = (await http.get(path, tokens)).headers.get('location') ?? '';
      expect(new URL(location, server.url).origin).toBe(server.url);
    }
  });

  it('answers any method but GET and HEAD with 405, before a body is decoded', async () => {
    const response = await http.post('/', ['$@1'], { 'next-action': 'x' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(response.headers.get('x-error-code')).toBe('method_not_allowed');
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      expect((await http.raw(`${method} /dashboard HTTP/1.1`)).status).toBe(405);
    }
  });
});

describe('sessions', () => {
  it('after signing out neither old token works', async () => {
    const tokens = await http.newPerson();
    expect((await http.post('/api/logout', {}, cookieHeader(tokens))).status).toBe(204);
    expect(await isAlive(tokens.access)).toBe(false);
    expect((await http.post('/api/jwt/refresh/', { refresh: tokens.refresh })).status).toBe(401);
  });

  it('20 parallel refreshes of one token get one successor', async () => {
    const { refresh } = await http.newPerson();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => http.post('/api/jwt/refresh/', { refresh })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  });
});

describe('browsers', () => {
  it('get no token in any body', async () => {
    const { email, ...tokens } = await http.newPerson();
    const headers = { ...cookieHeader(tokens), ...SAME_ORIGIN };
    const bodies = [
      await http.post('/api/jwt/verify/', {}, headers),
      await http.post('/api/jwt/refresh/', {}, headers),
      await http.post('/api/jwt/create/', { email, password: PASSWORD }, SAME_ORIGIN),
      await http.get('/dashboard', headers),
      await http.get('/dashboard', { ...headers, rsc: '1' }),
    ];
    for (const response of bodies) expect(await response.text()).not.toMatch(JWT);
  });

  it.each(['POST', 'PATCH'])('cannot be made to %s by another site', async (method) => {
    const headers = { ...cookieHeader(await http.newPerson()), origin: 'https://evil.example' };
    for (const path of ['/api/users/me/', '/api/jwt/refresh/', '/api/logout/']) {
      const response = await fetch(server.url + path, { method, headers });
      expect(response.status).toBe(403);
    }
  });
});

describe('paths', () => {
  it('work with and without the trailing slash, without a redirect', async () => {
    for (const path of ['/api/jwt/create', '/api/jwt/create/', '/api/users', '/api/users/']) {
      expect((await http.post(path)).status).toBe(400);
    }
    for (const path of ['/api', '/api/', '/api/nope', '/api/users/me/nope/']) {
      const response = await http.get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ detail: 'Not found.' });
    }
  });

  it('of development pages do not exist in a build', async () => {
    expect((await http.get('/dev/mailbox')).status).toBe(404);
  });

  it('in any form that HTTP allows get an answer, and never a 500', async () => {
    const range = 'Range: bytes=9-1';
    for (const [target, header] of [
      ['http://evil.example/dashboard', 'X-Nothing: 1'],
      ['/_global-error', 'X-Nothing: 1'],
      ['/_error', 'X-Nothing: 1'],
      ['/500', 'X-Nothing: 1'],
      ['/api//users/me/', 'X-Nothing: 1'],
      ['/api/\\', 'X-Nothing: 1'],
      ['/', 'Next-Router-State-Tree: %'],
      ['/', 'Next-Router-State-Tree: {}'],
      ['/', 'Next-Router-State-Tree: %5B1%5D'],
      ['/dashboard', 'RSC: 1\r\nNext-Router-State-Tree: %5B%22x%22%2C%7B%7D%2C1%5D'],
      ['/icon.svg', range],
    ] as const) {
      const { status } = await http.raw(`GET ${target} HTTP/1.1`, header);
      expect(status, `${target} ${header}`).toBeLessThan(500);
    }
    expect((await http.raw('OPTIONS * HTTP/1.1')).status).toBe(405);
    const api = await http.raw('GET http://evil.example/api/nope HTTP/1.1');
    expect(api.text).toContain('{"detail":"Not found."}');
  });

  it('are answered also for a request to upgrade the connection', async () => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    for (const [path, status] of [
      ['/', 200],
      ['/api/health', 200],
      ['/_next/x', 404],
    ] as const) {
      const answer = await http.raw(`GET ${path} HTTP/1.1`, ...upgrade, 'Sec-WebSocket-Key: eA==');
      expect(answer.status).toBe(status);
    }
  });

  it('that cannot be decoded are not found, and unknown methods are not allowed', async () => {
    for (const path of ['/%E0%A4%A', '/api/%E0%A4%A', '/dashboard%', '/api/jwt/%']) {
      expect((await http.raw(`GET ${path} HTTP/1.1`)).status).toBe(404);
    }
    for (const method of ['TRACE', 'PROPFIND', 'LOCK']) {
      const { status, text } = await http.raw(`${method} /api/jwt/create/ HTTP/1.1`);
      expect(status).toBe(405);
      expect(text).toContain(`{"detail":"Method \\"${method}\\" not allowed."}`);
      expect((await http.raw(`${method} /api/users/me/ HTTP/1.1`)).status).toBe(401);
    }
  });
});
