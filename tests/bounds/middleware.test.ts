import { NextRequest } from 'next/server';
import { expect, it, vi } from 'vitest';
import { BOUNDS, BREACHES } from '@/lib/shared/bounds';
import { ERROR_CODES } from '@/lib/shared/error-codes';

vi.stubEnv('API_PATH_PREFIXES', '/auth');
vi.stubEnv('JWT_SECRET', 'a-secret-for-tests-of-at-least-32-bytes');
const { middleware } = await import('@/middleware');

const ask = (target: string, headers: Record<string, string> = {}) =>
  middleware(new NextRequest(`http://localhost:3000${target}`, { headers }));

it.each([
  ['url', `/${'a'.repeat(BOUNDS.urlLength)}`, {}],
  ['query', `/?${'a&'.repeat(BOUNDS.queryParameters)}`, {}],
  ['headers', '/', { accept: 'a'.repeat(BOUNDS.headerLength + 1) }],
] as const)(
  'refuses what no server of this app has seen before: %s',
  async (breach, target, headers) => {
    const answer = await ask(target, headers);
    const { code, text: detail } = BREACHES[breach];
    expect(answer.status).toBe(ERROR_CODES[code]);
    expect(answer.headers.get('x-error-code')).toBe(code);
    expect(await answer.json()).toEqual({ detail });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  },
);

it('lets a request within the bounds go on to its page', async () => {
  const answer = await ask(`/?${'a&'.repeat(BOUNDS.queryParameters - 1)}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-middleware-next')).toBe('1');
});

it.each(['/.well-known/change-password', '/.well-known/change-password/?a=1'])(
  'leads password managers from %s to the form that changes a password',
  async (target) => {
    const answer = await ask(target);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('http://localhost:3000/account#password');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  },
);

it.each([
  '/.well-known/',
  '/.well-known/change-password/x',
  '/.well-known/Change-Password',
  '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200',
])('leads from %s nowhere', async (target) => {
  const answer = await ask(target);
  expect(answer.headers.get('location')).toBeNull();
  expect(answer.headers.get('x-middleware-next')).toBe('1');
});

it('hands a path of the API under a further prefix on where no server of ours does, ungated', async () => {
  vi.stubEnv('VERCEL', '1').stubEnv('VERCEL_REGION', 'fra1');
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'middleware');
  for (const [method, path] of [
    ['POST', '/auth/jwt/create'],
    ['OPTIONS', '/auth/users'],
    ['GET', '/auth/users/me'],
  ] as const) {
    const request = new NextRequest(`http://localhost:3000${path}/?a=1`, { method });
    const answer = await middleware(request);
    const url = `http://localhost:3000${path.replace('/auth', '/api')}/?a=1`;
    expect(answer.headers.get('x-middleware-rewrite')).toBe(url);
  }
  const page = new NextRequest('http://localhost:3000/auth/login', { method: 'POST' });
  expect((await middleware(page)).status).toBe(405);
});

it('leaves it alone behind a server of ours, which has seen to it: no answer shows its address', async () => {
  vi.stubEnv('VERCEL', undefined);
  const answer = await ask('/auth/users/me/');
  expect(answer.headers.get('x-middleware-rewrite')).toBeNull();
  expect(answer.headers.get('x-middleware-next')).toBe('1');
});
