import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { DemoProvider } from '@/scripts/demo-provider';
import { signInAt, startOpenIdProvider } from '@/tests/support/social/openid';
import { makeAttempt, providerOf } from '@/tests/support/social/sign-in';

const client = {
  id: 'our-app',
  secret: 'our secret/+:%',
  redirectUris: [makeAttempt().redirectUri],
};

let demo: DemoProvider;
const spoken: unknown[] = [];

/** Our own OpenID provider code, with the demo provider at the other end. */
function oidc() {
  const settings = {
    OIDC_ISSUER: demo.issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
  };
  return providerOf('oidc', settings, () => new Date());
}

async function signIn(persona: string) {
  const attempt = makeAttempt();
  const callback = await signInAt(demo, await oidc().authorizationUrl(attempt), persona);
  const code = callback.searchParams.get('code') ?? '';
  const iss = callback.searchParams.get('iss');
  return { attempt, callback, answer: { code, iss, user: null } };
}

/** The page that asks, as a browser gets it. */
async function openChoice() {
  const begun = await fetch(await oidc().authorizationUrl(makeAttempt()), { redirect: 'manual' });
  const cookie = begun.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const url = new URL(begun.headers.get('location') ?? '', demo.issuer);
  return { url, page: await fetch(url, { headers: { cookie } }) };
}

describe('the demo provider', () => {
  beforeAll(async () => {
    const keep = (...words: unknown[]) => spoken.push(words);
    vi.spyOn(console, 'warn').mockImplementation(keep);
    vi.spyOn(console, 'info').mockImplementation(keep);
    demo = await startOpenIdProvider({ clients: [client] });
    await signIn('robin');
    vi.restoreAllMocks();
  });

  it('warns of nothing', () => {
    expect(spoken).toEqual([]);
  });

  it.each([
    ['robin', { email: 'robin@example.com', isEmailVerified: true, firstName: 'Robin' }],
    ['kim', { email: 'kim@example.com', isEmailVerified: false, firstName: 'Kim' }],
    ['sasha', { email: null, isEmailVerified: false, firstName: 'Sasha' }],
  ])('lets one be %s, as our own code sees it', async (persona, expected) => {
    const { attempt, answer } = await signIn(persona);
    const profile = await oidc().fetchProfile(attempt, answer);
    expect(profile).toEqual({ subject: persona, lastName: 'Example', ...expected });
  });

  it('names itself and brings the state back', async () => {
    const { attempt, callback } = await signIn('robin');
    expect(callback.searchParams.get('iss')).toBe(demo.issuer);
    expect(callback.searchParams.get('state')).toBe(attempt.state);
  });

  it('answers access_denied if the user cancels', async () => {
    const attempt = makeAttempt();
    const callback = await signInAt(demo, await oidc().authorizationUrl(attempt), null);
    expect(callback.origin + callback.pathname).toBe(attempt.redirectUri);
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(callback.searchParams.get('state')).toBe(attempt.state);
  });

  it('spends a code once', async () => {
    const { attempt, answer } = await signIn('robin');
    await oidc().fetchProfile(attempt, answer);
    await expect(oidc().fetchProfile(attempt, answer)).rejects.toThrow('invalid_grant');
  });

  it('holds us to our verifier and our nonce', async () => {
    const [first, second] = [await signIn('robin'), await signIn('robin')];
    const { codeVerifier, nonce } = makeAttempt();
    await expect(
      oidc().fetchProfile({ ...first.attempt, codeVerifier }, first.answer),
    ).rejects.toThrow('invalid_grant');
    await expect(oidc().fetchProfile({ ...second.attempt, nonce }, second.answer)).rejects.toThrow(
      'of another attempt',
    );
  });

  it('refuses a request without PKCE', async () => {
    const url = await oidc().authorizationUrl(makeAttempt());
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const callback = await signInAt(demo, url, 'robin');
    expect(callback.searchParams.get('error')).toBe('invalid_request');
  });

  it('redirects to no address that it does not know', async () => {
    const url = await oidc().authorizationUrl({
      ...makeAttempt(),
      redirectUri: 'http://evil.test/',
    });
    await expect(signInAt(demo, url, 'robin')).rejects.toThrow('answered 400');
  });

  it('asks on a page that needs no script and loads nothing', async () => {
    const { page } = await openChoice();
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('Who would you like to be?');
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(/i);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:3000;");
  });

  it('says so if a choice comes too late', async () => {
    const { url } = await openChoice();
    const page = await fetch(url);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('This sign-in is over.');
  });
});
