import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cookieHeader, HttpClient } from '@/tests/support/http-client';
import { PASSWORD } from '@/tests/support/password';
import { protectedBytes } from '@/tests/support/protected-bytes';
import { nextMajor, serverFixture } from '@/tests/support/server';
import { isWhole } from '@/tests/support/whole';

const server = serverFixture({ API_PATH_PREFIXES: '/auth,/api/v1' });
const http = new HttpClient(server);

describe('headers of pages', () => {
  it.each(['/', '/auth/login', '/auth/register', '/dashboard', '/nope', '/%'])(
    '%s has all security headers',
    async (path) => {
      const { headers, status } = await http.get(path);
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[\w=]+'/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      // Next.js 13 sets its own header on a page that is not found: `no-store`, which is enough.
      const is404Of13 = nextMajor() === 13 && status === 404;
      expect(headers.get('cache-control')).toMatch(is404Of13 ? /no-store/ : /private.*no-store/);
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('carry a nonce of their own each time, and so does every script', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 50; i += 1) {
      const response = await http.get('/auth/login');
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(3);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(50);
  });

  it('forbid type sniffing of static files, too', async () => {
    const html = await (await http.get('/')).text();
    const [path = ''] = /\/_next\/static\/[^"]+\.js/.exec(html) ?? [];
    const { status, headers } = await http.get(path);
    expect(status).toBe(200);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('load nothing from other sites', async () => {
    const html = await (await http.get('/')).text();
    const addresses = html.match(/(?:src|href)="https?:[^"]+"/g) ?? [];
    expect(addresses).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('passwords', () => {
  /** The niceness of each thread of the server, as `/proc` shows it. */
  const niceness = () => {
    const tasks = `/proc/${server.pid}/task`;
    const stats = readdirSync(tasks).map((id) => readFileSync(`${tasks}/${id}/stat`, 'utf8'));
    // The 19th field; the second one, the name, may have spaces.
    return stats.map((stat) => Number(stat.split(') ').at(-1)?.split(' ')[16]));
  };

  it('are hashed in threads that stand back for all others', async () => {
    await http.newPerson();
    const usual = Math.min(...niceness());
    const standingBack = niceness().filter((nice) => nice === Math.min(19, usual + 10));
    expect(standingBack.length).toBeGreaterThan(0);
    expect(server.output()).not.toContain('Passwords are hashed on the event loop');
  });
});

describe('nothing of a protected page', () => {
  const SPELLINGS = [
    '/dashboard',
    '/dashboard/',
    '//dashboard',
    '/./dashboard',
    '/x/../dashboard',
    '/%64ashboard',
    '/dashboar%64',
    '/dashboard%2f',
    '/dashboard%00',
    '/dashboard;x',
    '/dashboard.rsc',
    '/dashboard.json',
    '/dashboard.txt',
    '/dashboard.segments/_tree.segment.rsc',
    '/dashboard/x.css',
    '/Dashboard',
    '/\\dashboard',
    '/en/dashboard',
    '/_next/data/x/dashboard.json',
    '/dashboard?__nextLocale=en',
    '/dashboard?_rsc=1',
    '/dashboard?nxtPpath=x',
    '/?next=/dashboard',
  ];
  const HEADERS = [
    'RSC: 1',
    'Next-Router-Prefetch: 1',
    'Next-Router-Segment-Prefetch: /_tree',
    'x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware',
    'x-middleware-subrequest: src/middleware',
    'x-middleware-next: 1',
    'x-middleware-rewrite: /dashboard',
    'x-middleware-override-headers: authorization',
    'x-matched-path: /dashboard',
    'x-invoke-path: /dashboard',
    'x-invoke-status: 200',
    'x-now-route-matches: 1',
    'x-nextjs-data: 1',
    'x-rewrite-url: /dashboard',
    'x-original-url: /dashboard',
    'x-forwarded-host: evil.example',
    'x-forwarded-proto: https',
    'Authorization: Bearer x.y.z',
    'Authorization: Bearer',
    'Cookie: access=%E0%A4%A; refresh=%',
    `Cookie: access=${'x'.repeat(4096)}`,
  ];

  // Each spelling with a few headers and each header with a few spellings; or all with all.
  const FEW = isWhole ? Number.POSITIVE_INFINITY : 3;

  it('is sent for any spelling of its path or any header', async () => {
    for (const [spelling, path] of SPELLINGS.entries()) {
      for (const [at, header] of ['X-Nothing: 1', ...HEADERS].entries()) {
        if (spelling >= FEW && at >= FEW) continue;
        const { status, text } = await http.raw(`GET ${path} HTTP/1.1`, header);
        expect(status, `${path} ${header}`).toBeLessThan(500);
        expect(text, `${path} ${header}`).not.toMatch(protectedBytes);
      }
    }
  });

  it('(the text that the tests search for is in the owner’s own page)', async () => {
    const page = await http.get('/dashboard', cookieHeader(await http.newPerson()));
    expect(await page.text()).toMatch(protectedBytes);
  });
});

describe('an endpoint', () => {
  // Next.js 13 answered with its own error page, without the endpoint and its headers.
  it.each([
    'x-invoke-status: 200',
    'x-invoke-status: abc',
    'x-invoke-error: {',
    'x-invoke-path: /x',
  ])('answers by itself whatever a client says with %s', async (header) => {
    const { status, text } = await http.raw('GET /api/health HTTP/1.1', header);
    expect(status).toBe(200);
    expect(text).toContain('{"status":"ok"}');
  });
});

describe('a bearer token', () => {
  it('from a client opens no page: pages take the cookies of browsers only', async () => {
    const { access } = await http.newPerson();
    const page = await http.get('/', { authorization: `Bearer ${access}` });
    expect(await page.text()).not.toContain('Ada');
  });
});

describe('links and redirects of ours', () => {
  it('follow SITE_URL, not the Host header', async () => {
    for (const header of ['Host: evil.example', 'X-Forwarded-Host: evil.example']) {
      const { text } = await http.raw('GET /dashboard HTTP/1.0', header);
      expect(text).toMatch(/location: (?:http:\/\/127\.0\.0\.1:\d+)?\/auth\/login/i);
    }
  });
});

describe('further prefixes of the API', () => {
  it('lead to the API, past the gate and without a redirect, and pages keep their paths', async () => {
    const { email, refresh } = await http.newPerson();
    for (const path of ['/auth/jwt/create', '/auth/jwt/create/', '/api/v1/jwt/create/']) {
      const answer = await http.post(path, { email, password: PASSWORD });
      expect(answer.status).toBe(200);
      const authorization = `Bearer ${((await answer.json()) as { access: string }).access}`;
      const me = await http.get('/auth/users/me/', { authorization });
      const { id } = (await me.json()) as { id: number };
      expect((await http.get(`/api/v1/users/${id}`, { authorization })).status).toBe(200);
    }
    const anonymous = await http.get('/auth/users/me', cookieHeader({ refresh }));
    expect([anonymous.status, anonymous.headers.get('set-cookie')]).toEqual([401, null]);
    expect((await http.raw('OPTIONS /auth/users/ HTTP/1.1')).status).toBe(204);
    expect((await http.get('/auth/register/')).headers.get('content-type')).toContain('text/html');
    expect((await http.post('/auth/register')).status).toBe(405);
    expect((await http.get('/api/v1/nope')).status).toBe(404);
  });
});
