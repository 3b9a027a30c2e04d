import { describe, expect, it } from 'vitest';
import * as link from '@/app/api/identities/route';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as me from '@/app/api/users/me/route';
import * as reset from '@/app/api/users/reset_password/route';
import * as resetConfirm from '@/app/api/users/reset_password_confirm/route';
import { ApiClient } from '@/tests/support/api-client';
import { askForReset, usesOf, whoIs } from '@/tests/support/begun-links';
import { PASSWORD } from '@/tests/support/password';
import { ada, linkIn, signIn, signUp, tokensOf } from '@/tests/support/people';
import { redirectOf, startSocialApp, vera } from '@/tests/support/social/social-app';

const app = await startSocialApp({ RATE_LIMIT: 'on' });
await signUp();

const call = (route: Parameters<ApiClient['call']>[0], path: string, body: object, headers = {}) =>
  new ApiClient().call(route, 'POST', path, { body, headers });
const bearer = (access: string) => ({ authorization: `Bearer ${access}` });
const renew = (token: string) => call(refresh, '/api/jwt/refresh/', { refresh: token });

/** Does work on a server whose clock is ahead by so many seconds, and returns to this one. */
async function ahead<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  app.clock.advance(seconds);
  const result = await work();
  app.clock.advance(-seconds);
  return result;
}

describe('what a server with a clock a minute ahead has made is good here', () => {
  it('a mailed link', async () => {
    const { uid, token } = await ahead(60, async () => {
      await call(reset, '/api/users/reset_password/', { email: ada.email });
      return linkIn((await app.newMails()).at(-1));
    });
    const body = { uid, token, new_password: PASSWORD, re_new_password: PASSWORD };
    expect((await call(resetConfirm, '/api/users/reset_password_confirm/', body)).status).toBe(204);
  });

  it('a session, its tokens and its sign-in, which is recent', async () => {
    const { access, refresh } = await ahead(60, () => signIn());
    const answer = await new ApiClient().call(me, 'GET', '/api/users/me/', {
      headers: bearer(access),
    });
    expect(answer.status).toBe(200);
    const body = { provider: 'google', redirect_uri: redirectOf('google') };
    expect((await call(link, '/api/identities/', body, bearer(access))).status).toBe(200);
    expect((await renew(refresh)).status).toBe(200);
  });

  it('a refresh, which a second tab repeats here', async () => {
    const { refresh } = await signIn();
    const fresh = await ahead(60, async () => tokensOf(await renew(refresh)));
    expect(tokensOf(await renew(refresh)).refresh).toBe(fresh.refresh);
  });

  it('the proof that a browser asked for a link, which signs in there', async () => {
    const client = new ApiClient('browser');
    const email = 'begun@example.com';
    await signUp({ email });
    await ahead(60, async () => {
      await askForReset(client, email);
      await app.mails();
    });
    expect((await usesOf(app).setPassword(client, email)).status).toBe(204);
    expect(await whoIs(client)).toBe(email);
  });

  it('an attempt to sign in with a provider', async () => {
    app.be(vera);
    const client = new ApiClient('browser');
    const { callback } = await ahead(60, () => app.begin(client));
    expect((await app.complete(client, callback)).status).toBe(201);
  });
});

describe('what a clock that was a day ahead has left behind', () => {
  const DAY = 86_400;

  it('keeps no grace for a token that was exchanged: a copy of it ends the session', async () => {
    const { refresh } = await signIn();
    const fresh = await ahead(61, async () => tokensOf(await renew(refresh)));
    expect((await renew(refresh)).status).toBe(401);
    expect((await renew(fresh.refresh)).status).toBe(401);
  });

  it('makes no sign-in recent for a day', async () => {
    const { access } = await ahead(DAY, () => signIn());
    const body = { provider: 'google', redirect_uri: redirectOf('google') };
    const answer = await call(link, '/api/identities/', body, bearer(access));
    expect(answer.json).toMatchObject({ code: 'recent_sign_in_required' });
  });

  it('keeps no name from signing in for longer than its bucket takes to fill', async () => {
    const email = 'guessed@example.com';
    await signUp({ email });
    const guess = (password: string) => call(create, '/api/jwt/create/', { email, password });
    await ahead(DAY, async () => {
      for (let at = 0; at < 10; at += 1) expect((await guess('wrong')).status).toBe(401);
      expect((await guess('wrong')).status).toBe(429);
    });
    const refused = await guess(PASSWORD);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    app.clock.advance(60);
    expect((await guess(PASSWORD)).status).toBe(200);
  });
});
