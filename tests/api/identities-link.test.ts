import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/identities/route';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { ada, signInBrowser, signUp } from '@/tests/support/people';
import {
  expectRefusal,
  redirectOf,
  rowsOf,
  startSocialApp,
  unvouched,
  vera,
} from '@/tests/support/social/social-app';

const app = await startSocialApp();
await signUp();
await signUp({ email: 'bob@example.com' });

const link = (client: ApiClient, changes: object = {}) => {
  const body = { provider: 'google', redirect_uri: redirectOf('google'), ...changes };
  return client.call(route, 'POST', '/api/identities/', { body });
};
const identities = async () => (await rowsOf(app)).identities;
const outOfTime = {
  detail: 'This takes a recent sign-in. Sign in again.',
  code: 'recent_sign_in_required',
};

describe('200', () => {
  it('leads to a linked account, of which the owner is told; no session changes', async () => {
    const browser = await signInBrowser();
    await app.newMails();
    app.be(unvouched);
    const { callback } = await app.beginLinking(browser);
    const before = (await rowsOf(app)).sessions;
    const answer = await app.complete(browser, callback);
    expectAnswer(answer, 201, { user: ada.email });
    expect(answer.cookies.map(({ maxAge }) => maxAge)).toEqual([0]);
    expect((await rowsOf(app)).sessions).toEqual(before);
    expect(await identities()).toMatchObject([{ userId: 1, subject: vera.sub }]);
    expect(await app.newMails()).toMatchObject([
      { to: ada.email, subject: 'Your Gatehouse account was linked to Google' },
    ]);
    expectAnswer(await app.comeFrom(new ApiClient('browser'), vera), 201, { user: ada.email });
  });

  it('linked twice is linked once, and sends no second mail', async () => {
    const browser = await signInBrowser();
    await app.newMails();
    const { callback } = await app.beginLinking(browser);
    expectAnswer(await app.complete(browser, callback), 201, { user: ada.email });
    expect(await identities()).toHaveLength(1);
    expect(await app.newMails()).toEqual([]);
  });

  it('begun twice and ended at once links once', async () => {
    const browser = await signInBrowser();
    app.be({ ...vera, sub: 'another' });
    const visits = [await app.beginLinking(browser), await app.beginLinking(browser)];
    const answers = await Promise.all(
      visits.map(({ callback }) => app.complete(browser, callback)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await identities()).toHaveLength(2);
  });

  it('is refused at its end if the identity is linked to another user', async () => {
    const bob = await signInBrowser('bob@example.com');
    app.be(vera);
    const { callback } = await app.beginLinking(bob);
    const why = 'Authentication failed: this Google account signs somebody else in here';
    expectRefusal(await app.complete(bob, callback), why);
    expect(await identities()).toHaveLength(2);
  });

  it('is refused at its end unless the user who began it is still signed in', async () => {
    const why = 'Authentication failed: whoever began to link is not signed in any more';
    app.be({ ...vera, sub: 'a third' });
    const browser = await signInBrowser();
    const [left, other, ended] = [
      await app.beginLinking(browser),
      await app.beginLinking(browser),
      await app.beginLinking(browser),
    ];
    const { access: _, ...rest } = browser.jar;
    const stranger = Object.assign(new ApiClient('browser'), { jar: { ...rest } });
    expectRefusal(await app.complete(stranger, left.callback), why);
    const { access = '' } = (await signInBrowser('bob@example.com')).jar;
    const bob = Object.assign(new ApiClient('browser'), { jar: { ...rest, access } });
    expectRefusal(await app.complete(bob, other.callback), why);
    await app.ctx.db.query.update(app.ctx.db.tables.sessions).set({ revokedAt: app.clock.now() });
    expectRefusal(await app.complete(browser, ended.callback), why);
    expect(await identities()).toHaveLength(2);
  });
});

describe('400', () => {
  it('to a redirect_uri that is not allowed', async () => {
    const browser = await signInBrowser();
    const message = 'redirect_uri must be in SOCIAL_AUTH_ALLOWED_REDIRECT_URIS';
    for (const redirect_uri of ['', null, undefined, 'https://evil.example/']) {
      expectAnswer(await link(browser, { redirect_uri }), 400, message);
    }
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await link(new ApiClient()));
  });
});

describe('403', () => {
  it('to a sign-in of more than 15 minutes ago, refreshed or not', async () => {
    const browser = await signInBrowser();
    app.clock.advance(290);
    await browser.call(refresh, 'POST', '/api/jwt/refresh/', { body: {} });
    app.clock.advance(290);
    await browser.call(refresh, 'POST', '/api/jwt/refresh/', { body: {} });
    app.clock.advance(290);
    await browser.call(refresh, 'POST', '/api/jwt/refresh/', { body: {} });
    app.clock.advance(30);
    expect((await link(browser)).status).toBe(200);
    app.clock.advance(1);
    expectAnswer(await link(browser), 403, outOfTime);
    const body = { email: ada.email, password: PASSWORD };
    await browser.call(create, 'POST', '/api/jwt/create/', { body });
    expect((await link(browser)).status).toBe(200);
  });
});

describe('404', () => {
  it('to a provider that is none or not configured', async () => {
    const browser = await signInBrowser();
    const detail = "Provider 'facebook' not supported";
    expectAnswer(await link(browser, { provider: 'facebook' }), 404, { detail });
  });
});
