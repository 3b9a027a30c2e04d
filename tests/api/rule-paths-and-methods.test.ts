import { describe, expect, it } from 'vitest';
import * as unknown from '@/app/api/[[...path]]/route';
import * as create from '@/app/api/jwt/create/route';
import * as login from '@/app/api/token/login/route';
import * as tokenLogout from '@/app/api/token/logout/route';
import * as me from '@/app/api/users/me/route';
import type { RouteHandlers } from '@/lib/server/http/route';
import { ApiClient } from '@/tests/support/api-client';
import { signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

await startTestApp();
await signUp();

describe('unknown paths', () => {
  it.each(METHODS)('answer %s with the JSON 404', async (method) => {
    const answer = await new ApiClient().call(unknown, method, '/api/nope');
    expect(answer.status).toBe(404);
    expect(answer.text).toBe('{"detail":"Not found."}');
  });
});

describe('paths of endpoints that a setting turns on', () => {
  const ALL = [...METHODS, 'HEAD'] as const;

  it.each(ALL)('answer %s like unknown ones while it is off', async (method) => {
    const nowhere: RouteHandlers = { ...unknown };
    const request = () => new Request('http://localhost:3000/api/token/login/', { method });
    const expected = await nowhere[method](request());
    for (const handlers of [login, tokenLogout] as RouteHandlers[]) {
      const answer = await handlers[method](request());
      expect([answer.status, await answer.text()]).toEqual([404, '{"detail":"Not found."}']);
      expect([...answer.headers.keys()]).toEqual([...expected.headers.keys()]);
    }
  });
});

describe('wrong methods', () => {
  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] as const)(
    '%s answers 405 with what is allowed',
    async (method) => {
      const answer = await new ApiClient().call(create, method, '/api/jwt/create/');
      expect(answer.status).toBe(405);
      expect(answer.json).toEqual({ detail: `Method "${method}" not allowed.` });
      expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
    },
  );

  it('on a protected path answer 401 first', async () => {
    const put = (client: ApiClient) => client.call(me, 'POST', '/api/users/me/');
    expect((await put(new ApiClient())).status).toBe(401);
    const answer = await put(await signInBrowser());
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, PUT, PATCH, DELETE, HEAD, OPTIONS');
  });

  it('that Next.js does not know are named in the answer', async () => {
    const headers = { 'x-gatehouse-method': 'TRACE' };
    const answer = await new ApiClient().call(create, 'OPTIONS', '/api/jwt/create/', { headers });
    expect(answer.status).toBe(405);
    expect(answer.json).toEqual({ detail: 'Method "TRACE" not allowed.' });
  });

  it('OPTIONS says what is allowed', async () => {
    const answer = await new ApiClient().call(create, 'OPTIONS', '/api/jwt/create/');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
    expect(answer.headers.has('access-control-allow-methods')).toBe(false);
  });
});
