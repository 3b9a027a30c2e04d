import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { prepareRequest } from '@/lib/server/http/next/incoming';
import { readClient } from '@/lib/server/http/request';
import type { Breach } from '@/lib/shared/bounds';
import { strip } from '@/lib/shared/identifiers';

const named = (key: keyof typeof INTERNAL_HEADERS) => INTERNAL_HEADERS[key].name;

function received(method: string, url: string, headers: Record<string, string> = {}) {
  const rawHeaders = Object.entries(headers).flat();
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: '::ffff:203.0.113.7' });
  const request = Object.assign(new IncomingMessage(socket), { method, url, headers, rawHeaders });
  prepareRequest(request);
  return request;
}

it('notes the socket’s address in place of one that a client claims', () => {
  const { headers } = received('GET', '/', { [named('clientAddress')]: '10.0.0.1' });
  const seen = new Headers(headers as Record<string, string>);
  expect(readClient(seen)).toEqual({ ipAddress: '203.0.113.7', userAgent: null });
});

it('drops internal headers of Next.js that a client sends', () => {
  const forged = {
    'x-middleware-subrequest': 'middleware',
    'x-middleware-next': '1',
    'x-invoke-status': '200',
    'x-invoke-error': '{',
  };
  const { headers } = received('GET', '/dashboard', { ...forged, accept: '*/*' });
  expect(Object.keys(headers)).toEqual([
    'accept',
    named('socketAddress'),
    named('clientAddress'),
    named('visitor'),
  ]);
});

it('takes the gate’s word for whom it asks, which this process sealed, and no other', () => {
  const { headers: page } = received('GET', '/dashboard');
  const sealed = String(page[named('visitor')]);
  const addressSeen = (visitor: string) => {
    const socket = new Socket();
    Object.defineProperty(socket, 'remoteAddress', { value: '127.0.0.1' });
    const headers = { [named('visitor')]: visitor };
    const url = '/api/jwt/refresh/';
    const request = Object.assign(new IncomingMessage(socket), { method: 'POST', url, headers });
    prepareRequest(request);
    expect(request.headers).not.toHaveProperty(named('visitor'));
    return request.headers[named('clientAddress')];
  };
  expect(addressSeen(sealed)).toBe('203.0.113.7');
  const mac = sealed.split(' ')[1];
  const forged = [`10.9.8.7 ${mac}`, '10.9.8.7', '', ` ${mac}`, `${sealed}0`, `10.9.8.7 ${sealed}`];
  // Characters of two bytes: as long as a seal, and longer.
  forged.push(`10.9.8.7 ${'\u00e9'.repeat(64)}`, `10.9.8.7 ${'\u00e9'.repeat(32)}`);
  for (const visitor of forged) expect(addressSeen(visitor), visitor).toBe('127.0.0.1');
});

it.each(['TRACE', 'CONNECT', 'PROPFIND', 'QUERY'])(
  'hands %s on as OPTIONS with a note',
  (method) => {
    const request = received(method, '/api/users/me/', { [named('method')]: 'GET' });
    expect(request).toMatchObject({ method: 'OPTIONS', url: '/api/users/me/' });
    expect(request.headers[named('method')]).toBe(method);
  },
);

it('lets no client write such a note', () => {
  expect(received('POST', '/api/x', { [named('method')]: 'TRACE' }).headers).not.toHaveProperty(
    named('method'),
  );
});

it.each([
  ['/api/%E0%A4%A', '/api/no-such-path'],
  ['/api//users/me/', '/api/no-such-path'],
  ['/api/\\users', '/api/no-such-path'],
  ['/dashboard%', '/no-such-path'],
  ['//evil.example/x', '/no-such-path'],
  ['/\\evil.example', '/no-such-path'],
  ['*', '/no-such-path'],
  ['/_global-error', '/no-such-path'],
  ['/500', '/no-such-path'],
  ['http://evil.example//x', '/no-such-path'],
])('hands %s on as a path that does not exist', (url, replaced) => {
  expect(received('GET', url)).toMatchObject({ method: 'GET', url: replaced });
});

it.each([
  ['http://evil.example/dashboard?a=1', '/dashboard?a=1'],
  ['HTTP://evil.example', '/'],
  ['http://evil.example?a=1', '/?a=1'],
  ['/auth/x#////x', '/auth/x'],
  ['/dashboard?a=1#//x', '/dashboard?a=1'],
])('takes the path of %s and nothing else', (url, path) => {
  expect(received('GET', url)).toMatchObject({ url: path });
});

it.each(['/', '/api/users/?a=%', '/%2e%2e/x', '/a%20b', '/?next=//x'])('leaves %s alone', (url) => {
  expect(received('GET', url)).toMatchObject({ method: 'GET', url });
});

it.each(['/.well-known/jwks.json', '/.well-known/jwks.json/?a=1'])(
  'takes %s for an endpoint, and what only begins like it for a page',
  (url) => {
    expect(received('POST', url)).toMatchObject({ method: 'POST', url });
    expect(received('GET', url, { rsc: '1' }).headers).not.toHaveProperty('rsc');
    for (const page of ['/.well-known/jwks.jsonx', '/.well-known/jwks.json/x', `/x${url}`]) {
      expect(received('POST', page).headers).toHaveProperty([named('page')]);
    }
  },
);

it('drops what a proxy or the router says where it has no say', () => {
  const said = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', range: 'x' };
  const router = { rsc: '1', 'next-router-state-tree': '%5B%22%22%2C%7B%7D%5D' };
  expect(Object.keys(received('GET', '/api/users/me/', { ...said, ...router }).headers)).toEqual([
    named('socketAddress'),
    named('clientAddress'),
  ]);
  expect(received('GET', '/dashboard', router).headers).toMatchObject(router);
});

it('drops a router state that is none', () => {
  const { headers } = received('GET', '/', { 'next-router-state-tree': '%' });
  expect(headers).not.toHaveProperty('next-router-state-tree');
});

it.each(['POST', 'OPTIONS', 'TRACE'])(
  'turns %s to a page into a request that is refused without waiting for its body',
  (method) => {
    for (const url of ['/dashboard', '/_next/static/chunks/x.js', '/nope']) {
      const request = received(method, url);
      expect(request.url).toBe('/api/page');
      expect(request.headers).toHaveProperty(named('page'));
    }
    expect(received('GET', '/', { [named('page')]: '1' }).headers).not.toHaveProperty(
      named('page'),
    );
  },
);

const manyCookies = (count: number) =>
  Array.from({ length: count }, (_, i) => `c${i}=1`).join('; ');

it.each<[Breach, string, Record<string, string>]>([
  ['url', `/${'a'.repeat(9000)}`, {}],
  ['query', `/icon.svg?${'a&'.repeat(7600)}`.slice(0, 8000), {}],
  ['headers', '/dashboard', { accept: 'a'.repeat(9000) }],
])('hands what has too much of something on to be refused: %s', (breach, url, headers) => {
  const odd = {
    cookie: manyCookies(2500),
    'next-router-state-tree': '%',
    [named('breach')]: 'x',
  };
  const request = received('POST', url, { 'content-length': '5', ...odd, ...headers });
  expect(request).toMatchObject({ method: 'POST', url: '/api/refused' });
  // How long its body is must be known, and who sends it; nothing of what it says is parsed.
  expect(request.headers).toEqual({
    'content-length': '5',
    host: 'localhost',
    [named('breach')]: breach,
    [named('socketAddress')]: '::ffff:203.0.113.7',
    [named('clientAddress')]: '203.0.113.7',
  });
});

it('lets no client write that it is to be refused', () => {
  expect(received('GET', '/', { [named('breach')]: 'url' }).headers).not.toHaveProperty(
    named('breach'),
  );
});

it('cuts the User-Agent, over all of which Next.js runs patterns', () => {
  const { headers } = received('GET', '/', { 'user-agent': 'a'.repeat(15_500) });
  expect(headers['user-agent']).toBe('a'.repeat(512));
});

it('keeps a hundred cookies; of more, the tokens, the device and attempts alone', () => {
  const few = manyCookies(100);
  expect(received('GET', '/', { cookie: few }).headers.cookie).toBe(few);
  const own = ['__Host-refresh=b', 'access=a', ' device=c', `attempt-${'x'.repeat(16)}=d`];
  const all = [manyCookies(1000), ...own.toReversed(), manyCookies(1000), 'accessory=e'];
  const { cookie = '' } = received('GET', '/', { cookie: all.join(';') }).headers;
  expect(cookie.split(';').map(strip).toSorted()).toEqual(own.map(strip).toSorted());
  // What another host can plant does not crowd out what it cannot.
  const planted = `${'access=x; '.repeat(500)}__Host-access=a; __Host-refresh=b`;
  expect(received('GET', '/', { cookie: planted }).headers.cookie).toMatch(
    /^__Host-access=a; __Host-refresh=b;/,
  );
  const repeated = 'access=a; '.repeat(1000);
  expect(received('GET', '/', { cookie: repeated }).headers.cookie?.split(';')).toHaveLength(100);
});
