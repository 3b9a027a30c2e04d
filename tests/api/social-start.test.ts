import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/o/[provider]/route';
import { nextOfState } from '@/lib/shared/social-state';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer } from '@/tests/support/expectations';
import { attemptsIn, redirectOf, startSocialApp } from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

const app = await startSocialApp();
const { settings } = app.ctx;
const TARGET = redirectOf('google');

const start = (query: Record<string, string>, provider = 'google', client = new ApiClient()) =>
  client.call(route, 'GET', `/api/o/${provider}/?${new URLSearchParams(query)}`);

const addressOf = ({ json }: { json: unknown }) =>
  new URL((json as { authorization_url: string }).authorization_url);

describe('200', () => {
  it('gives the address at the provider, with everything that the standard asks for', async () => {
    const answer = await start({ redirect_uri: TARGET });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json as object)).toEqual(['authorization_url']);
    const url = addressOf(answer);
    expect(`${url.origin}${url.pathname}`).toBe(`${app.fake.url}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'our-app',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: TARGET,
      response_type: 'code',
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('takes the name that Django’s social-auth has for Google', async () => {
    const answer = await start({ redirect_uri: TARGET }, 'google-oauth2');
    expect(addressOf(answer).searchParams.get('redirect_uri')).toBe(TARGET);
  });

  it('keeps the attempt in a cookie of ten minutes that no script and no other site gets', async () => {
    const { cookies } = await start({ redirect_uri: TARGET });
    expect(cookies.map(({ name }) => name)).toEqual([
      'device',
      expect.stringMatching(/^attempt-[\w-]{16}$/),
      'attempts',
    ]);
    expect(cookies[1]).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', maxAge: 600 });
    expect(cookies[1]?.secure).toBeUndefined();
  });

  it('binds the cookie to the host where the site is encrypted', async () => {
    const SITE_URL = 'https://app.example.com';
    await withChanged(settings, { SITE_URL }, async () => {
      const { cookies } = await start({ redirect_uri: `${SITE_URL}/auth/google` });
      expect(cookies[1]).toMatchObject({
        name: expect.stringMatching(/^__Host-attempt-/),
        secure: true,
        httpOnly: true,
      });
      expect(cookies[1]?.domain).toBeUndefined();
    });
  });

  it('says nothing of the attempt in the cookie, whose size has a bound', async () => {
    const next = `/account?x=${'y'.repeat(600)}`.slice(0, 512);
    const answer = await start({ redirect_uri: TARGET, next });
    const { name = '', value = '' } = answer.cookies[1] ?? {};
    expect(name.length + value.length).toBeLessThan(4096);
    const state = addressOf(answer).searchParams.get('state') ?? '';
    for (const secret of [state, addressOf(answer).searchParams.get('nonce') ?? '']) {
      expect(`${name}${value}${Buffer.from(value, 'base64url')}`).not.toContain(secret);
    }
  });

  it('gives each attempt values and a cookie of its own, and the browser one mark', async () => {
    const browser = new ApiClient('browser');
    const answers = [
      await start({ redirect_uri: TARGET }, 'google', browser),
      await start({ redirect_uri: TARGET }, 'google', browser),
    ];
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const values = answers.map((answer) => addressOf(answer).searchParams.get(name));
      expect(new Set(values).size, name).toBe(2);
    }
    expect(attemptsIn(browser)).toHaveLength(2);
    expect(new Set(answers.map(({ cookies }) => cookies[0]?.value)).size).toBe(1);
  });

  it('sends the way back along in the state', async () => {
    const answer = await start({ redirect_uri: TARGET, next: '/account?tab=1#x' });
    const state = addressOf(answer).searchParams.get('state') ?? '';
    expect(nextOfState(state)).toBe('/account?tab=1#x');
    for (const next of ['https://evil.example', '//evil.example', '', `/${'x'.repeat(512)}`]) {
      const state = addressOf(await start({ redirect_uri: TARGET, next })).searchParams.get(
        'state',
      );
      expect(state, next).toMatch(/^[\w-]{43}$/);
    }
  });

  it('sends people back to what REDIRECT_URLS names', async () => {
    const REDIRECT_URLS = ['https://spa.example.com/callback', 'com.example.app:/callback'];
    await withChanged(settings, { REDIRECT_URLS }, async () => {
      for (const redirect_uri of REDIRECT_URLS) {
        const answer = await start({ redirect_uri });
        expect(addressOf(answer).searchParams.get('redirect_uri')).toBe(redirect_uri);
      }
      expect((await start({ redirect_uri: TARGET })).status).toBe(400);
    });
  });
});

describe('400', () => {
  it('to any other redirect_uri, and to none', async () => {
    const message = 'redirect_uri must be in SOCIAL_AUTH_ALLOWED_REDIRECT_URIS';
    const others = [
      `${TARGET}/`,
      `${TARGET}?a`,
      redirectOf('oidc'),
      'http://localhost:3000',
      ' ',
      '',
    ];
    for (const redirect_uri of others) {
      const answer = await start({ redirect_uri });
      expect([answer.status, answer.text], redirect_uri).toEqual([400, JSON.stringify(message)]);
      expect(answer.cookies).toEqual([]);
    }
    expectAnswer(await start({}), 400, message);
  });

  it('with a sentence that helps, to a provider that is down', async () => {
    const metadata = app.fake.pages['/.well-known/openid-configuration'];
    app.fake.pages['/.well-known/openid-configuration'] = (response) => response.destroy();
    const answer = await start({ redirect_uri: redirectOf('acme') }, 'acme');
    expectAnswer(answer, 400, {
      non_field_errors: ['The authentication provider could not be reached'],
    });
    expect(answer.cookies).toEqual([]);
    if (metadata) app.fake.pages['/.well-known/openid-configuration'] = metadata;
  });

  it('to a provider that is of another issuer than the settings say, whose operator reads both', async () => {
    const issuer = `${app.fake.url}/realms/one`;
    app.clock.advance(3600);
    await withChanged(app.fake, { metadata: { issuer } }, async () => {
      expect((await start({ redirect_uri: redirectOf('acme') }, 'acme')).status).toBe(400);
    });
    const { err } = app.logged.findLast((line) => 'err' in line) ?? {};
    const message = `the settings name the issuer "${app.fake.url}", it names "${issuer}"`;
    expect(err).toMatchObject({ message });
  });
});

describe('404', () => {
  it.each(['facebook', 'nobody', 'Google', '__proto__', 'google-oauth3', 'x y', "'"])(
    'to a provider that is none, or not configured: %s',
    async (provider) => {
      const answer = await start({ redirect_uri: TARGET }, encodeURIComponent(provider));
      expect(answer.status).toBe(404);
      expect(answer.text).toBe(JSON.stringify({ detail: `Provider '${provider}' not supported` }));
    },
  );
});
