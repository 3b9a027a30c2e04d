import { describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as verify from '@/app/api/jwt/verify/route';
import * as logout from '@/app/api/logout/route';
import { ApiClient } from '@/tests/support/api-client';
import { signIn, signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();

const post = (body?: unknown, client = new ApiClient()) =>
  client.call(verify, 'POST', '/api/jwt/verify/', { body });
const invalid = '{"detail":"Token is invalid or expired","code":"token_not_valid"}';

describe('200', () => {
  it('answers {} for a good access or refresh token in the body', async () => {
    const tokens = await signIn();
    for (const token of [tokens.access, tokens.refresh]) {
      const answer = await post({ token });
      expect(answer.status).toBe(200);
      expect(answer.text).toBe('{}');
      expect(answer.cookies).toEqual([]);
    }
  });

  it('prefers the cookie to the body', async () => {
    for (const token of ['x.y.z', null, '', ['x']]) {
      expect((await post({ token }, await signInBrowser())).status).toBe(200);
    }
  });
});

describe('400', () => {
  it('without any token', async () => {
    expect((await post()).json).toEqual({ token: ['This field is required.'] });
    expect((await post({ token: '' })).json).toEqual({ token: ['This field may not be blank.'] });
  });
});

describe('401', () => {
  it('without an access cookie but with a refresh cookie: time to refresh, not to leave', async () => {
    const browser = await signInBrowser();
    delete browser.jar.access;
    const answer = await post(undefined, browser);
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(invalid);
    expect(answer.cookies).toEqual([]);
  });

  it('with a token that has lapsed', async () => {
    const { access } = await signIn();
    app.clock.advance(300);
    expect((await post({ token: access })).text).toBe(invalid);
  });

  it('with a token of a session that is over', async () => {
    const { access, refresh: token } = await signIn();
    const headers = { authorization: `Bearer ${access}` };
    await new ApiClient().call(logout, 'POST', '/api/logout/', { headers });
    expect((await post({ token: access })).status).toBe(401);
    expect((await post({ token })).status).toBe(401);
  });

  it('with a refresh token that has been exchanged, once its grace is over', async () => {
    const { refresh: token } = await signIn();
    const body = { refresh: token };
    await new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', { body });
    expect((await post({ token })).status).toBe(200);
    app.clock.advance(11);
    expect((await post({ token })).status).toBe(401);
  });
});
