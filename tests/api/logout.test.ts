import { describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as logout from '@/app/api/logout/route';
import * as me from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import { signIn, signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();

const post = (client = new ApiClient(), headers = {}) =>
  client.call(logout, 'POST', '/api/logout/', { headers });

async function expectOver({ access, refresh: token }: { access: string; refresh: string }) {
  const headers = { authorization: `Bearer ${access}` };
  const client = new ApiClient();
  expect((await client.call(me, 'GET', '/api/users/me/', { headers })).status).toBe(401);
  const body = { refresh: token };
  expect((await client.call(refresh, 'POST', '/api/jwt/refresh/', { body })).status).toBe(401);
}

describe('204', () => {
  it('ends the session on the server and expires both cookies', async () => {
    const browser = await signInBrowser();
    const tokens = { access: browser.jar.access ?? '', refresh: browser.jar.refresh ?? '' };
    const answer = await post(browser);
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    expect(answer.cookies).toMatchObject([
      { name: 'access', value: '', maxAge: 0, httpOnly: true, path: '/' },
      { name: 'refresh', value: '', maxAge: 0, httpOnly: true, path: '/' },
    ]);
    await expectOver(tokens);
  });

  it.each(['access', 'refresh'] as const)('needs no more than the %s cookie', async (name) => {
    const tokens = await signIn();
    await post(new ApiClient(), { cookie: `${name}=${tokens[name]}` });
    await expectOver(tokens);
  });

  it('takes a native client’s bearer token', async () => {
    const tokens = await signIn();
    await post(new ApiClient(), { authorization: `Bearer ${tokens.access}` });
    await expectOver(tokens);
  });

  it('ends the session of a user who signs out late, with a lapsed token', async () => {
    const tokens = await signIn();
    app.clock.advance(3600);
    await post(new ApiClient(), { authorization: `Bearer ${tokens.access}` });
    await expectOver(tokens);
  });

  it('is fine twice, and with nothing to end', async () => {
    const browser = await signInBrowser();
    expect((await post(browser)).status).toBe(204);
    expect((await post(browser)).status).toBe(204);
    expect((await post(new ApiClient(), { cookie: 'access=x; refresh=y' })).status).toBe(204);
  });

  it('leaves the person’s other sessions alone', async () => {
    const other = await signInBrowser();
    await post(await signInBrowser());
    expect((await other.call(me, 'GET', '/api/users/me/')).status).toBe(200);
  });
});
