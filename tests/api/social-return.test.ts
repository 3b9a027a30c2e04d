import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/o/[provider]/return/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer } from '@/tests/support/expectations';
import { rowsOf, startSocialApp, vera } from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const app = await startSocialApp({
  SOCIAL_AUTH_APPLE_KEY: 'our-app',
  SOCIAL_AUTH_APPLE_TEAM: 'our-team',
  SOCIAL_AUTH_APPLE_KEY_ID: 'our-key',
  SOCIAL_AUTH_APPLE_PRIVATE_KEY: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
});
app.fake.isSecret = (secret) => secret.split('.').length === 3;

/** As a browser that Apple's page has post a form: cross-site, so without Lax cookies. */
const FROM_APPLE = {
  origin: 'https://appleid.apple.com',
  'sec-fetch-site': 'cross-site',
  'content-type': 'application/x-www-form-urlencoded',
};
const post = (body: string, slug = 'apple', headers: Record<string, string> = FROM_APPLE) =>
  new ApiClient('browser').call(route, 'POST', `/api/o/${slug}/return/`, { body, headers });
const form = (fields: Record<string, string>) => `${new URLSearchParams(fields)}`;
const USER = '{"name":{"firstName":"Vera","lastName":"O\'Näme"}}';

describe('303', () => {
  it('sends the browser on to our page, with what was posted in the fragment alone', async () => {
    const fields = { state: 's.t-a_te', code: 'c&#? +%', user: USER };
    const answer = await post(form(fields));
    expect([answer.status, answer.text]).toEqual([303, '']);
    const url = new URL(answer.headers.get('location') ?? '');
    expect([url.origin, url.pathname, url.search]).toEqual([
      'http://localhost:3000',
      '/auth/apple',
      '',
    ]);
    expect(Object.fromEntries(new URLSearchParams(url.hash.slice(1)))).toEqual(fields);
  });

  it('sets no cookie, stores nothing, and no cache keeps it', async () => {
    const before = await rowsOf(app);
    const answer = await post(form({ state: 'x', code: 'y' }));
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await rowsOf(app)).toEqual(before);
    expect(JSON.stringify(app.logged)).not.toContain('code=y');
  });

  it('passes on no other field, and none twice', async () => {
    const answer = await post('state=a&state=b&code=c&next=//evil.example&id_token=x&error=e');
    expect(answer.headers.get('location')).toBe('http://localhost:3000/auth/apple#code=c&error=e');
    const empty = await post('');
    expect(empty.headers.get('location')).toBe('http://localhost:3000/auth/apple#');
  });

  it('goes to SITE_URL, whatever host was asked', async () => {
    await withChanged(app.ctx.settings, { SITE_URL: 'https://app.example.com' }, async () => {
      const answer = await post('code=x', 'apple', { ...FROM_APPLE, host: 'evil.example' });
      expect(answer.headers.get('location')).toBe('https://app.example.com/auth/apple#code=x');
    });
  });

  it('is the first half of a sign-in, whose second half has the browser’s cookies', async () => {
    const browser = new ApiClient('browser');
    app.be({ ...vera, given_name: undefined, family_name: undefined, email_verified: 'true' });
    const query = { redirect_uri: appleRedirect() };
    const { callback } = await app.begin(browser, 'apple', query);
    const answer = await post(form({ ...callback, user: USER }));
    const { hash } = new URL(answer.headers.get('location') ?? '');
    const posted = Object.fromEntries(new URLSearchParams(hash.slice(1)));
    expectAnswer(await app.complete(browser, posted, 'apple'), 201, { user: vera.email });
    expect((await rowsOf(app)).users).toMatchObject([{ firstName: 'Vera', lastName: "O'Näme" }]);
  });
});

/** The address to which Apple sends users back, as the app itself gives it. */
function appleRedirect(): string {
  const REDIRECT_URLS = ['http://localhost:3000/api/o/apple/return/'];
  Object.assign(app.ctx.settings, { REDIRECT_URLS });
  return REDIRECT_URLS[0] ?? '';
}

describe('404', () => {
  it('to a provider that has no form posted, is none, or is not configured', async () => {
    for (const slug of ['google', 'oidc', 'facebook', 'nobody', '__proto__']) {
      expectAnswer(await post('code=x', slug), 404, { detail: 'Not found.' });
    }
  });
});

describe('405', () => {
  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    'to %s',
    async (method) => {
      const answer = await new ApiClient().call(route, method, '/api/o/apple/return/');
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    },
  );
});

describe('413 and 415', () => {
  it('to more than 64 kB, announced or not, and to what is no form', async () => {
    const limit = 64 * 1024;
    expect((await post(`code=${'x'.repeat(limit - 5)}`)).status).toBe(303);
    expect((await post(`code=${'x'.repeat(limit - 4)}`)).status).toBe(413);
    const announced = { ...FROM_APPLE, 'content-length': '99999999' };
    expect((await post('code=x', 'apple', announced)).status).toBe(413);
    const type = { ...FROM_APPLE, 'content-type': 'multipart/form-data; boundary=x' };
    expect((await post('code=x', 'apple', type)).status).toBe(415);
  });
});
