import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import * as link from '@/app/api/identities/route';
import * as posted from '@/app/api/o/[provider]/return/route';
import * as route from '@/app/api/o/[provider]/route';
import { keepNext, takeNext } from '@/lib/client/kept-next';
import { signedInPath, wayBackTo, withFragment, withNext } from '@/lib/shared/routes';
import { nextOfState } from '@/lib/shared/social-state';
import { ApiClient } from '@/tests/support/api-client';
import { redirectSpellings } from '@/tests/support/attacks/redirects';
import { signInBrowser, signUp } from '@/tests/support/people';
import { redirectOf, startSocialApp, vera } from '@/tests/support/social/social-app';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const app = await startSocialApp({
  SOCIAL_AUTH_APPLE_KEY: 'our-app',
  SOCIAL_AUTH_APPLE_TEAM: 'our-team',
  SOCIAL_AUTH_APPLE_KEY_ID: 'our-key',
  SOCIAL_AUTH_APPLE_PRIVATE_KEY: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
});
const SITE = 'http://localhost:3000';
const TARGET = redirectOf('google');
const { url: PROVIDER } = app.fake;

const start = async (query: Record<string, string>, provider = 'google') => {
  const path = `/api/o/${provider}/?${new URLSearchParams(query)}`;
  return new ApiClient().call(route, 'GET', path);
};
const addressIn = ({ json }: { json: unknown }) =>
  new URL((json as { authorization_url: string }).authorization_url);

/** The address that a browser on a page of ours would go to with this. */
const originOf = (path: string) => new URL(path, `${SITE}/auth/google`).origin;

it('the corpus has at least 500 spellings', () => {
  expect(redirectSpellings.length).toBeGreaterThanOrEqual(500);
});

describe('redirect_uri', () => {
  it('is never any of them, and none gets an attempt', async () => {
    for (const redirect_uri of redirectSpellings) {
      const { status, text, cookies } = await start({ redirect_uri });
      const refusal = '"redirect_uri must be in SOCIAL_AUTH_ALLOWED_REDIRECT_URIS"';
      expect([status, text], redirect_uri).toEqual(
        // A value that is no text at all is refused as such.
        redirect_uri.includes('\0')
          ? [400, expect.stringContaining('Null characters')]
          : [400, refusal],
      );
      expect(cookies, redirect_uri).toEqual([]);
    }
  });

  it('given twice, or under another name, is the right one or none', async () => {
    for (const evil of redirectSpellings.slice(0, 50)) {
      const [one, other] = [TARGET, evil].map(encodeURIComponent);
      for (const query of [`redirect_uri=${one}&redirect_uri=${other}`, `redirect_url=${other}`]) {
        expect((await new ApiClient().call(route, 'GET', `/api/o/google/?${query}`)).status).toBe(
          400,
        );
      }
      const last = `/api/o/google/?redirect_uri=${other}&redirect_uri=${one}`;
      const answer = await new ApiClient().call(route, 'GET', last);
      expect(addressIn(answer).searchParams.getAll('redirect_uri')).toEqual([TARGET]);
    }
  });

  it('of a link is never any of them', async () => {
    await signUp();
    const browser = await signInBrowser();
    for (const redirect_uri of redirectSpellings.filter((_, at) => at % 10 === 0)) {
      const body = { provider: 'google', redirect_uri };
      const { status, cookies } = await browser.call(link, 'POST', '/api/identities/', { body });
      expect([status, cookies], redirect_uri).toEqual([400, []]);
    }
  });
});

describe('next', () => {
  it('never leads away from the site, whether the server or an attacker made the state', async () => {
    for (const next of redirectSpellings) {
      const carried = [signedInPath(`?${new URLSearchParams({ next })}`)];
      const bytes = Buffer.from(next);
      for (const state of [`x.${bytes.toString('base64url')}`, `x.${bytes.toString('base64')}`]) {
        carried.push(nextOfState(state) ?? '/');
      }
      for (const path of carried) {
        expect(path, next).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        expect(originOf(path), next).toBe(SITE);
      }
    }
  });

  it('never leads away from the site by way of a fragment, or of the page that was left', () => {
    for (const evil of redirectSpellings) {
      const ways = [
        signedInPath('?next=%2Faccount', evil),
        withFragment('/account', evil) ?? '/',
        withFragment('/account', `#${evil}`) ?? '/',
        signedInPath(`?${new URLSearchParams({ next: evil })}`, `#${evil}`),
      ];
      for (const pathname of [evil, `/${evil}`, '/account']) {
        const page = wayBackTo({ pathname, search: `?${evil}`, hash: `#${evil}` });
        const signIn = new URL(withNext('/auth/login', page), SITE);
        expect([signIn.origin, signIn.pathname], evil).toEqual([SITE, '/auth/login']);
        ways.push(signedInPath(signIn.search));
      }
      for (const path of ways) {
        expect(path, evil).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        expect(originOf(path), evil).toBe(SITE);
      }
    }
  });

  it('that a browser keeps for a mailed link never leads away from the site, whoever wrote it', () => {
    const stored = new Map<string, string>();
    const localStorage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    };
    vi.stubGlobal('window', { localStorage });
    for (const evil of redirectSpellings) {
      keepNext('activation', evil);
      const kept = [takeNext('activation')];
      for (const path of [evil, `/${evil}`]) {
        stored.set('next-activation', `${Date.now()} ${path}`);
        kept.push(takeNext('activation'));
      }
      for (const path of kept) expect(originOf(path ?? '/'), evil).toBe(SITE);
      expect(stored.size, evil).toBe(0);
    }
    vi.unstubAllGlobals();
  });

  it('changes nothing of where the browser is sent', async () => {
    for (const next of redirectSpellings.filter((_, at) => at % 4 === 0)) {
      const answer = await start({ redirect_uri: TARGET, next });
      if (next.includes('\0')) {
        expect(answer.status).toBe(400);
        continue;
      }
      const url = addressIn(answer);
      expect([url.origin, url.pathname], next).toEqual([PROVIDER, '/authorize']);
      expect(url.searchParams.get('redirect_uri'), next).toBe(TARGET);
      const path = nextOfState(url.searchParams.get('state') ?? '') ?? '/';
      expect(originOf(path), next).toBe(SITE);
    }
  });
});

describe('the name of a provider', () => {
  it('is none of them, and leads nowhere', async () => {
    for (const name of redirectSpellings.filter((_, at) => at % 10 === 0)) {
      const answer = await start({ redirect_uri: TARGET }, encodeURIComponent(name));
      expect([answer.status, answer.headers.get('location')], name).toEqual([404, null]);
    }
  });
});

describe('what comes back from a provider', () => {
  it('by a posted form leads to our own page for that provider alone', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const evil of redirectSpellings) {
      const fields = { state: evil, code: evil, iss: evil, error: evil, user: evil, next: evil };
      const body = `${new URLSearchParams({ ...fields, redirect_uri: evil })}`;
      const path = '/api/o/apple/return/';
      const answer = await new ApiClient('browser').call(posted, 'POST', path, { body, headers });
      const location = answer.headers.get('location') ?? '';
      expect(location, evil).toMatch(/^http:\/\/localhost:3000\/auth\/apple#[\x21-\x7e]*$/);
      const url = new URL(location);
      expect([url.origin, url.pathname, url.search], evil).toEqual([SITE, '/auth/apple', '']);
    }
  });

  it('in a callback leads nowhere at all, and is not repeated', async () => {
    app.be(vera);
    const browser = new ApiClient('browser');
    for (const evil of redirectSpellings.filter((_, at) => at % 20 === 0)) {
      const { state } = await app.begin(browser);
      for (const body of [
        { state: evil, code: evil },
        { state, error: evil },
      ]) {
        const answer = await app.complete(browser, body);
        expect([answer.status, answer.headers.get('location')], evil).toEqual([400, null]);
        expect(answer.text, evil).not.toContain('evil');
      }
    }
  });
});
