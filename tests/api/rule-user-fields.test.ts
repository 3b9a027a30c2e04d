import { describe, expect, it } from 'vitest';
import * as openapi from '@/app/api/openapi.json/route';
import * as byId from '@/app/api/users/[id]/route';
import * as me from '@/app/api/users/me/route';
import * as users from '@/app/api/users/route';
import type { RouteHandlers } from '@/lib/server/http/route';
import type { UserField } from '@/lib/shared/switches';
import { ApiClient } from '@/tests/support/api-client';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { withSwitches } from '@/tests/support/switched-app';
import { startTestApp } from '@/tests/support/test-app';

const { ctx } = await startTestApp();
await signUp({ username: 'ada' });

type Method = 'GET' | 'PUT' | 'PATCH';

/** Returns the body of an answer to the signed-in user, while answers show these fields. */
const ask = (fields: readonly UserField[], route: RouteHandlers, method: Method, path: string) =>
  withSwitches(ctx, { userFields: fields }, async () => {
    const { first_name, last_name } = ada;
    const body = method === 'GET' ? undefined : { first_name, last_name };
    const headers = await bearerOf();
    return (await new ApiClient().call(route, method, path, { body, headers })).text;
  });

const WAYS = [
  ['GET', '/api/users/me/', me],
  ['PUT', '/api/users/me/', me],
  ['PATCH', '/api/users/me/', me],
  ['GET', '/api/users/1/', byId],
  ['PUT', '/api/users/1/', byId],
  ['PATCH', '/api/users/1/', byId],
] as const;

describe('USER_FIELDS', () => {
  it.each(WAYS)('shapes the answer to %s %s, in its order', async (method, path, route) => {
    expect(await ask(['email', 'id', 'username'], route, method, path)).toBe(
      '{"email":"ada@example.com","id":1,"username":"ada"}',
    );
    expect(await ask(['username', 'last_name', 'id'], route, method, path)).toBe(
      '{"username":"ada","last_name":"Lovelace","id":1}',
    );
    expect(await ask(['id'], route, method, path)).toBe('{"id":1}');
  });

  it('shapes the items of the list', async () => {
    const text = await ask(['id', 'username'], users, 'GET', '/api/users/');
    expect(text).toBe('[{"id":1,"username":"ada"}]');
  });

  it('shapes the answer to a sign-up, with the login field and the id last', async () => {
    const body = { ...ada, email: 'bob@example.com' };
    await withSwitches(ctx, { userFields: ['email', 'id', 'username', 'first_name'] }, async () => {
      const answer = await new ApiClient().call(users, 'POST', '/api/users/', { body });
      expect(answer.text).toBe(
        '{"username":null,"first_name":"Ada","email":"bob@example.com","id":2}',
      );
    });
  });

  it('is what the OpenAPI document says', async () => {
    await withSwitches(ctx, { userFields: ['id', 'username'] }, async () => {
      const { text } = await new ApiClient().call(openapi, 'GET', '/api/openapi.json');
      const { paths } = JSON.parse(text);
      const { schema } = paths['/api/users/me/'].get.responses[200].content['application/json'];
      expect(Object.keys(schema.properties)).toEqual(['id', 'username']);
    });
  });
});
