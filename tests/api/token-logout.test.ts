import { describe, expect, it } from 'vitest';
import * as logout from '@/app/api/logout/route';
import * as login from '@/app/api/token/login/route';
import * as tokenLogout from '@/app/api/token/logout/route';
import * as me from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous } from '@/tests/support/expectations';
import { ada, signIn, signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp({ TOKEN_ENDPOINTS: 'true' });
await signUp();

const post = (headers: Record<string, string> = {}, client = new ApiClient()) =>
  client.call(tokenLogout, 'POST', '/api/token/logout/', { headers });
const isAlive = async (authorization: string) =>
  (await new ApiClient().call(me, 'GET', '/', { headers: { authorization } })).status === 200;
const newKey = async () => {
  const body = { email: ada.email, password: ada.password };
  const { json } = await new ApiClient().call(login, 'POST', '/', { body });
  return `Token ${(json as { auth_token: string }).auth_token}`;
};

describe('204', () => {
  it('ends the session of the key, and no other', async () => {
    const [key, other] = [await newKey(), await newKey()];
    const answer = await post({ authorization: key });
    expect([answer.status, answer.text, answer.cookies]).toEqual([204, '', []]);
    expect([await isAlive(key), await isAlive(other)]).toEqual([false, true]);
    const ended = app.logged.filter(({ event }) => event === 'session-ended');
    expect(ended).toMatchObject([{ reason: 'logout', userId: 1 }]);
  });

  it('is also for a caller with an access token, whose cookies go with the session', async () => {
    const authorization = `Bearer ${(await signIn()).access}`;
    expect((await post({ authorization })).cookies).toEqual([]);
    expect(await isAlive(authorization)).toBe(false);
    const browser = await signInBrowser();
    expect((await post({}, browser)).cookies).toMatchObject([
      { name: 'access', maxAge: 0 },
      { name: 'refresh', maxAge: 0 },
    ]);
    expect((await browser.call(me, 'GET', '/')).status).toBe(401);
  });

  it('is what the other way to sign out does for a key', async () => {
    const authorization = await newKey();
    const headers = { authorization };
    expect((await new ApiClient().call(logout, 'POST', '/', { headers })).status).toBe(204);
    expect(await isAlive(authorization)).toBe(false);
  });
});

describe('401', () => {
  it('is for a caller without a live session', async () => {
    expectAnonymous(await post());
    expectAnonymous(await post({ authorization: 'Token x' }));
    const authorization = await newKey();
    await post({ authorization });
    expectAnonymous(await post({ authorization }));
  });
});
