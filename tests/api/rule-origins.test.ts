import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as logout from '@/app/api/logout/route';
import * as me from '@/app/api/users/me/route';
import * as resetPasswordConfirm from '@/app/api/users/reset_password_confirm/route';
import * as users from '@/app/api/users/route';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const FRIEND = 'https://friend.example';
const SHELL = 'capacitor://localhost';
const app = await startTestApp({
  CORS_ALLOWED_ORIGINS: `${FRIEND},${SHELL}`,
  CORS_ALLOW_HEADERS: 'X-Tenant',
});
await signUp();

const good = { email: 'ada@example.com', password: PASSWORD };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  new ApiClient().call(create, 'POST', '/api/jwt/create/', { body, headers });

describe('cross-site request forgery', () => {
  const FOREIGN = [
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin of its own', { origin: 'null' }],
    ['an origin that starts like ours', { origin: 'http://localhost:3000.evil.example' }],
    ['our host with another port', { origin: 'http://localhost:3001' }],
    ['an origin that contains a friend', { origin: 'https://friend.example.evil.example' }],
    ['an app of another scheme', { origin: 'ionic://localhost' }],
    ['another app of the same scheme', { origin: 'capacitor://localhost.evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling subdomain', { 'sec-fetch-site': 'same-site' }],
  ] as [string, Record<string, string>][];

  it.each(FOREIGN)('a request from %s with cookies is refused', async (_, headers) => {
    const browser = await signInBrowser();
    const answer = await browser.call(logout, 'POST', '/api/logout/', { headers });
    expect(answer.status).toBe(403);
    expect(answer.text).toBe('{"detail":"CSRF Failed: Origin checking failed."}');
    expect((await browser.call(me, 'GET', '/api/users/me/')).status).toBe(200);
  });

  it.each(FOREIGN)(
    '%s cannot sign a user in or out or set a device cookie, with cookies or without',
    async (_, headers) => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(good).toString();
      const signIn = await post(body, { ...type, ...headers });
      expect(signIn.status).toBe(403);
      expect(signIn.cookies).toEqual([]);
      // A new device cookie in place of theirs would make the user's browser unknown to their account.
      const path = '/api/users/reset_password_confirm/';
      const reset = await new ApiClient().call(resetPasswordConfirm, 'POST', path, { headers });
      expect(reset).toMatchObject({ status: 403, cookies: [] });
      const signOut = await new ApiClient().call(logout, 'POST', '/api/logout/', { headers });
      expect(signOut.cookies).toEqual([]);
    },
  );

  it.each([
    ['origin', 'http://localhost:3000'],
    ['origin', FRIEND],
    ['origin', SHELL],
    ['sec-fetch-site', 'none'],
  ])('a request with %s: %s passes', async (name, value) => {
    const browser = await signInBrowser();
    const headers = { [name]: value };
    const answer = await browser.call(logout, 'POST', '/api/logout/', { headers });
    expect(answer.status).toBe(204);
  });

  it('a method that the path does not have is refused for its origin first', async () => {
    const browser = await signInBrowser();
    const headers = { origin: 'https://evil.example' };
    const post = (call: { headers?: Record<string, string> }) =>
      browser.call(me, 'POST', '/api/users/me/', call);
    expect((await post({ headers })).status).toBe(403);
    expect((await post({})).status).toBe(405);
  });

  it('reading is not forgery', async () => {
    const headers = { origin: 'https://evil.example' };
    const browser = await signInBrowser();
    expect((await browser.call(me, 'GET', '/api/users/me/', { headers })).status).toBe(200);
  });

  it('is logged with the setting that would allow it', () => {
    expect(JSON.stringify(app.logged)).toContain('nor in CORS_ALLOWED_ORIGINS');
  });
});

describe('CORS', () => {
  const corsOf = (headers: Headers) =>
    [...headers].filter(([name]) => name.startsWith('access-control') || name === 'vary');

  it('lets an allowed origin in, on success, failure and preflight', async () => {
    const shared = {
      'access-control-allow-origin': FRIEND,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    };
    for (const body of [good, {}]) {
      const { headers } = await post(body, { origin: FRIEND });
      expect(Object.fromEntries(corsOf(headers))).toMatchObject(shared);
    }
    const preflight = await new ApiClient().call(create, 'OPTIONS', '/api/jwt/create/', {
      headers: { origin: FRIEND, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(corsOf(preflight.headers))).toMatchObject({
      ...shared,
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': expect.stringMatching(/\bauthorization, content-type\b/),
    });
  });

  it('lets the pages of an app in by scheme and host, as they are sent', async () => {
    const { headers } = await post(good, { origin: SHELL });
    expect(headers.get('access-control-allow-origin')).toBe(SHELL);
  });

  it.each([
    'content-type, x-csrftoken',
    'accept, authorization, user-agent, x-requested-with',
    'baggage, sentry-trace, traceparent, tracestate',
    'x-tenant',
  ])('lets an allowed origin send what libraries and tools add: %s', async (asked) => {
    const preflight = await new ApiClient().call(create, 'OPTIONS', '/api/jwt/create/', {
      headers: {
        origin: FRIEND,
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
      },
    });
    const allowed = preflight.headers.get('access-control-allow-headers')?.split(', ');
    expect(allowed).toEqual(expect.arrayContaining(asked.split(', ')));
    expect(allowed).not.toContain('*');
  });

  it.each([
    'https://evil.example',
    'capacitor://localhost:80',
    'Capacitor://localhost',
    'null',
    `${FRIEND}.evil.example`,
    'http://friend.example',
    '',
  ])('gives %j nothing', async (origin) => {
    const headers = { origin, 'access-control-request-method': 'POST' };
    const preflight = await new ApiClient().call(users, 'OPTIONS', '/api/users/', { headers });
    const request = await new ApiClient().call(users, 'POST', '/api/users/', { headers });
    expect([...corsOf(preflight.headers), ...corsOf(request.headers)]).toEqual([]);
  });
});
