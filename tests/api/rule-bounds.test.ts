import { describe, expect, it } from 'vitest';
import * as unknown from '@/app/api/[[...path]]/route';
import * as health from '@/app/api/health/route';
import * as create from '@/app/api/jwt/create/route';
import * as sessions from '@/app/api/sessions/route';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { BOUNDS, BREACHES } from '@/lib/shared/bounds';
import type { SessionItem } from '@/lib/shared/contracts/sessions';
import { ERROR_CODES } from '@/lib/shared/error-codes';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

await startTestApp();
await signUp();

const get = (path: string, headers: Record<string, string> = {}) =>
  new ApiClient().call(health, 'GET', path, { headers });
const post = (body: string, type: string) =>
  new ApiClient().call(create, 'POST', '/api/jwt/create/', {
    body,
    headers: { 'content-type': type },
  });

describe('a request that has too much of something', () => {
  it.each([
    ['url', `/api/health/?a=${'a'.repeat(BOUNDS.urlLength)}`, {}],
    ['query', `/api/health/?${'a&'.repeat(BOUNDS.queryParameters)}`, {}],
    ['headers', '/api/health/', { accept: 'a'.repeat(BOUNDS.headerLength + 1) }],
  ] as const)('is refused for its %s', async (breach, path, headers) => {
    const answer = await get(path, headers);
    const { code, text: detail } = BREACHES[breach];
    const status = ERROR_CODES[code];
    expect({ status: answer.status, body: answer.json }).toEqual({ status, body: { detail } });
  });

  it.each(['application/x-www-form-urlencoded', 'application/json'])(
    'is refused for its fields, in %s',
    async (type) => {
      const fields = (count: number) => {
        const names = Array.from({ length: count }, (_, i) => `f${i}`);
        if (type.endsWith('json'))
          return JSON.stringify(Object.fromEntries(names.map((n) => [n, 1])));
        return names.join('&');
      };
      expect((await post(fields(BOUNDS.bodyFields), type)).json).toHaveProperty('password');
      const answer = await post(fields(BOUNDS.bodyFields + 1), type);
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({ detail: 'Request body has too many fields.' });
    },
  );

  it('is refused for the breach that was found as it came in, whatever the method', async () => {
    for (const [breach, { code, text: detail }] of Object.entries(BREACHES)) {
      const status = ERROR_CODES[code];
      const headers = { [INTERNAL_HEADERS.breach.name]: breach };
      for (const method of ['GET', 'POST', 'OPTIONS'] as const) {
        const answer = await new ApiClient().call(unknown, method, '/api/refused', { headers });
        expect({ status: answer.status, body: answer.json }).toEqual({ status, body: { detail } });
      }
    }
    const headers = { [INTERNAL_HEADERS.breach.name]: 'toString' };
    const answer = await new ApiClient().call(unknown, 'GET', '/api/refused', { headers });
    expect(answer.status).toBe(404);
  });
});

it('a User-Agent is kept as far as sessions have room for it', async () => {
  const client = new ApiClient('browser');
  const headers = {
    'user-agent': `Mozilla/5.0 (Windows NT 10.0) Firefox/131.0 ${'x'.repeat(9000)}`,
  };
  const body = { email: ada.email, password: PASSWORD };
  const answer = await client.call(create, 'POST', '/api/jwt/create/', { body, headers });
  expect(answer.status).toBe(200);
  const list = (await client.call(sessions, 'GET', '/api/sessions/')).json as SessionItem[];
  expect(list.map(({ device }) => device)).toEqual(['Firefox on Windows']);
});
