import { describe, expect, it } from 'vitest';
import * as unknown from '@/app/api/[[...path]]/route';
import * as create from '@/app/api/jwt/create/route';
import * as me from '@/app/api/users/me/route';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { type Answer, ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();

const good = { email: 'ada@example.com', password: PASSWORD };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  new ApiClient().call(create, 'POST', '/api/jwt/create/', { body, headers });

describe('AUTH_TOKENS_IN_BODY', () => {
  const withMode = async (mode: 'always' | 'never' | 'auto', headers = {}) => {
    const answer = await withChanged(app.ctx.settings, { AUTH_TOKENS_IN_BODY: mode }, () =>
      post(good, headers),
    );
    return Object.keys(answer.json as object);
  };

  it('always: for browsers too; never: for no client', async () => {
    const browser = { 'sec-fetch-site': 'same-origin' };
    expect(await withMode('always', browser)).toEqual(['refresh', 'access']);
    expect(await withMode('never')).toEqual([]);
    expect(await withMode('auto')).toEqual(['refresh', 'access']);
    expect(await withMode('auto', browser)).toEqual([]);
  });
});

describe('every answer', () => {
  it('is JSON that is not sniffed, framed, kept or run', async () => {
    const client = new ApiClient();
    for (const answer of [
      await post(good),
      await post({}),
      await post('zz'),
      await client.call(create, 'GET', '/api/jwt/create/'),
      await client.call(unknown, 'GET', '/api/nope'),
      await client.call(me, 'GET', '/api/users/me/'),
    ]) {
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/json',
        'cache-control': 'private, no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
      });
    }
  });

  it('is logged in one line with its request id, and no id or token in the path', async () => {
    const answer = await post({});
    expect(app.logged).toContainEqual(
      expect.objectContaining({
        event: 'request',
        method: 'POST',
        path: '/api/jwt/create/',
        status: 400,
        requestId: answer.headers.get('x-request-id'),
      }),
    );
  });

  it('is logged with an address if it was refused, and without one if it was served', async () => {
    const headers = {
      [INTERNAL_HEADERS.clientAddress.name]: '203.0.113.7',
      authorization: 'Bearer forged',
    };
    const refused = await new ApiClient().call(me, 'GET', '/api/users/me/', { headers });
    const served = await post(good, headers);
    const lineOf = (answer: Answer) =>
      app.logged.find(
        ({ event, requestId }) =>
          event === 'request' && requestId === answer.headers.get('x-request-id'),
      );
    expect(lineOf(refused)).toMatchObject({ status: 401, ipAddress: '203.0.113.7' });
    expect(lineOf(served)).toMatchObject({ status: 200 });
    expect(lineOf(served)).not.toHaveProperty('ipAddress');
  });
});

describe('failures', () => {
  it('500 tells nothing but the log', async () => {
    const answer = await withChanged(app.ctx.db, { tables: null }, () => post(good));
    expect(answer.status).toBe(500);
    expect(answer.text).toBe('{"detail":"Internal server error."}');
    const line = app.logged.find(({ msg }) => msg === 'unexpected failure');
    expect(line).toMatchObject({ requestId: answer.headers.get('x-request-id') });
  });

  it('503 once the database is gone, and cookies stay where they are', async () => {
    const browser = await signInBrowser();
    await app.ctx.db.close();
    const answer = await browser.call(me, 'GET', '/api/users/me/');
    expect(answer.status).toBe(503);
    expect(answer.text).toBe('{"detail":"Service temporarily unavailable."}');
    expect(answer.headers.has('retry-after')).toBe(true);
    expect(app.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        msg: 'database unavailable',
        requestId: answer.headers.get('x-request-id'),
        err: expect.objectContaining({ message: expect.stringMatching(/not open|end|closed/) }),
      }),
    );
    expect(answer.cookies).toEqual([]);
  });
});
