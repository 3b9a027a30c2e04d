import { describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as route from '@/app/api/sessions/route';
import * as me from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectNoContent } from '@/tests/support/expectations';
import { signIn, signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com' });

describe('204', () => {
  it('signs every other device of the caller out, and no other user', async () => {
    const native = await signIn();
    const [here, there, bob] = [
      await signInBrowser(),
      await signInBrowser(),
      await signInBrowser('bob@example.com'),
    ];
    const answer = await here.call(route, 'DELETE', '/api/sessions/');
    expectNoContent(answer);
    expect(answer.cookies).toEqual([]);
    const statuses = [here, there, bob].map((client) => client.call(me, 'GET', '/api/users/me/'));
    expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([200, 401, 200]);
    const body = { refresh: native.refresh };
    const refused = await new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', { body });
    expect(refused.status).toBe(401);
  });

  it('is fine twice', async () => {
    const here = await signInBrowser();
    expectNoContent(await here.call(route, 'DELETE', '/api/sessions/'));
    expectNoContent(await here.call(route, 'DELETE', '/api/sessions/'));
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await new ApiClient().call(route, 'DELETE', '/api/sessions/'));
  });
});
