import { inspect } from 'node:util';
import { SignJWT, UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { startFakeProvider } from '@/tests/support/social/fake-provider';
import { json } from '@/tests/support/social/local-server';
import { oidcAt, signIn } from '@/tests/support/social/sign-in';
import { TestClock } from '@/tests/support/test-clock';

const clock = new TestClock('2026-01-01T00:00:00Z');
const seconds = clock.now().getTime() / 1000;
const fake = await startFakeProvider(clock.now);
const { pages, key } = { ...fake, pages: { ...fake.pages } };
const ada = { sub: 'ada', email: 'ada@example.com', email_verified: true, name: 'Ada King' };
const attempt = () => signIn(oidcAt(fake, clock.now), fake);

beforeEach(() => {
  fake.claims = ada;
  fake.header = {};
  fake.key = key;
  fake.pages = { ...pages };
});

describe('an ID token', () => {
  it.each([
    ['for us alone', {}],
    ['for several, made for us', { aud: ['our-app', 'other'], azp: 'our-app' }],
    ['made for us', { azp: 'our-app' }],
    ['over for less than a minute', { exp: seconds - 59 }],
    ['of a clock that is nearly a minute ahead', { iat: seconds + 59, nbf: seconds + 59 }],
    ['whose subject has spaces in it', { sub: 'cn=Ada King,o=x' }],
  ])('%s is good', async (_, claims) => {
    fake.claims = { ...ada, ...claims };
    expect(await attempt()).toMatchObject({ email: 'ada@example.com', lastName: 'King' });
  });

  it.each([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['of our issuer, nearly', { iss: `${fake.issuer}/` }],
    ['of no issuer', { iss: undefined }],
    ['of several issuers', { iss: [fake.issuer] as never }],
    ['for another app', { aud: 'other' }],
    ['for no audience', { aud: [] }],
    ['for several, without naming the one it was made for', { aud: ['our-app', 'other'] }],
    ['for us, made for another', { azp: 'other' }],
    ['with the nonce of another attempt', { nonce: 'other' }],
    ['without a nonce', { nonce: undefined }],
    ['with a nonce that is none', { nonce: {} }],
    ['that is over', { exp: seconds - 61 }],
    ['without an end', { exp: undefined }],
    ['with an end in words', { exp: 'tomorrow' as never }],
    ['from the future', { iat: seconds + 61 }],
    ['from long ago', { iat: seconds - 700 }],
    ['without a beginning', { iat: undefined }],
    ['not good yet', { nbf: seconds + 61 }],
    ['without a subject', { sub: undefined }],
    ['about an empty name', { sub: '' }],
    ['about a space', { sub: ' ' }],
    ['about zero', { sub: 0 as never }],
    ['about an object', { sub: {} as never }],
    ['about a name without end', { sub: 'a'.repeat(256) }],
    ['about a name with a line break', { sub: 'a\nb' }],
  ])('%s is refused', async (_, claims) => {
    fake.claims = { ...ada, ...claims };
    await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
  });

  it('that is not signed, or is no token at all, is refused', async () => {
    const claims = { ...ada, iss: fake.issuer, aud: 'our-app', iat: seconds, exp: seconds + 300 };
    const unsigned = new UnsecuredJWT(claims).encode();
    for (const idToken of [unsigned, 'a.b.c', '', '.', 'x'.repeat(10_000)]) {
      fake.pages['/token'] = json({ access_token: 'token', id_token: idToken });
      await expect(attempt(), idToken.slice(0, 99)).rejects.toMatchObject({ kind: 'refused' });
    }
    fake.pages['/token'] = json({ access_token: 'token' });
    await expect(attempt()).rejects.toThrow('without an ID token');
  });

  it('signed by a shared secret is refused, also one that the provider publishes', async () => {
    const { jwk } = key;
    const secret = new TextEncoder().encode('x'.repeat(32));
    const claims = { ...ada, iss: fake.issuer, aud: 'our-app', iat: seconds, exp: seconds + 300 };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'shared' })
      .sign(secret);
    const k = Buffer.from(secret).toString('base64url');
    fake.pages['/keys'] = json({ keys: [jwk, { kty: 'oct', kid: 'shared', alg: 'HS256', k }] });
    fake.pages['/token'] = json({ access_token: 'token', id_token: idToken });
    await expect(attempt()).rejects.toThrow('not valid');
  });

  it('leaves no text of itself or of the access token in messages and logs', async () => {
    fake.claims = { ...ada, aud: 'other' };
    const error = await attempt().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: 'its ID token is not valid' });
    const everything = inspect(error, { depth: 9, showHidden: true });
    expect(everything).toContain('unexpected "aud" claim value');
    for (const secret of [ada.email, fake.accessToken, 'eyJ', 'our secret']) {
      expect(everything).not.toContain(secret);
    }
  });
});
