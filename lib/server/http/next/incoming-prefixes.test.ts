import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { prepareRequest } from '@/lib/server/http/next/incoming';

function received(method: string, url: string, apiPrefixes: readonly string[]) {
  const headers = { rsc: '1', [INTERNAL_HEADERS.page.name]: '1' };
  const request = Object.assign(new IncomingMessage(new Socket()), { method, url, headers });
  prepareRequest(request, { apiPrefixes });
  return request;
}

it.each([
  ['POST', '/auth/jwt/create/', '/api/jwt/create/'],
  ['POST', '/auth/jwt/create', '/api/jwt/create'],
  ['POST', '/api/v1/users/?a=//x', '/api/users/?a=//x'],
  ['GET', '/auth/users/me/#x', '/api/users/me/'],
  ['GET', 'http://evil.example/auth/users/7/', '/api/users/7/'],
  ['OPTIONS', '/auth/users/', '/api/users/'],
  ['POST', '/auth/users/%E0%A4%A/', '/api/no-such-path'],
])('takes %s %s under a further prefix for the API’s own path', (method, url, path) => {
  const request = received(method, url, ['/auth', '/api/v1']);
  expect(request).toMatchObject({ method, url: path });
  // An endpoint's request: no router, and a body that is read where the path is served.
  expect(Object.keys(request.headers)).toEqual([
    INTERNAL_HEADERS.socketAddress.name,
    INTERNAL_HEADERS.clientAddress.name,
  ]);
});

it('leaves what only looks like a path of the API to the pages, whose methods are theirs', () => {
  for (const url of ['/auth/login', '/auth/google', '/auth/nope/', '/auth/cron/outbox/']) {
    expect(received('GET', url, ['/auth'])).toMatchObject({ method: 'GET', url });
    expect(received('POST', url, ['/auth']).url).toBe('/api/page');
  }
  expect(received('POST', '/auth/jwt/create/', []).url).toBe('/api/page');
});

it('has one path for all spellings under all prefixes that mean one endpoint', () => {
  const prefixes = Array.from({ length: 13 }, (_, at) => `/v${at}`);
  const spellings = ['/api', ...prefixes].flatMap((prefix) =>
    ['', '/', '?a=1', '#b'].map((end) => `${prefix}/jwt/create${end}`),
  );
  expect(spellings.length).toBeGreaterThan(50);
  const paths = spellings.map((url) => received('POST', url, prefixes).url ?? '');
  const pathnames = paths.map((path) => path.replace(/[/?].{0,3}$/, ''));
  expect(new Set(pathnames)).toEqual(new Set(['/api/jwt/create']));
});
