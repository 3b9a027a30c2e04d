import { expect, it } from 'vitest';
import { followUntil, startRealProvider, visitor } from '@/tests/support/social/real-provider';
import { makeAttempt, providerOf } from '@/tests/support/social/sign-in';

const now = () => new Date();
const attempt = makeAttempt();
const { redirectUri } = attempt;

it('a certified provider signs in with PKCE, nonce and issuer, and each code once', async () => {
  const [id, secret] = ['our:app', 'our secret/+:%'];
  const OIDC_ISSUER = await startRealProvider({ id, secret, redirectUri });
  const settings = { OIDC_ISSUER, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret };
  const oidc = providerOf('oidc', settings, now);
  const callback = await followUntil(redirectUri, await oidc.authorizationUrl(attempt));
  expect(callback.get('state')).toBe(attempt.state);
  const answer = { code: callback.get('code') ?? '', iss: callback.get('iss'), user: null };
  // Its metadata says that callbacks name the issuer, so a callback without one is not its own.
  await expect(oidc.fetchProfile(attempt, { ...answer, iss: null })).rejects.toThrow('issuer');
  expect(await oidc.fetchProfile(attempt, answer)).toEqual({
    subject: visitor.sub,
    email: visitor.email,
    isEmailVerified: true,
    firstName: 'Vera',
    lastName: 'Visitor',
  });
  await expect(oidc.fetchProfile(attempt, answer)).rejects.toThrow('it answered invalid_grant');
});

it.each(['ES384', 'PS512', 'EdDSA'] as const)(
  'a certified provider that announces %s beside the usual algorithm signs in with it',
  async (algorithm) => {
    const [id, secret] = ['our-app', 'our-secret'];
    const OIDC_ISSUER = await startRealProvider({ id, secret, redirectUri }, algorithm);
    const settings = { OIDC_ISSUER: `${OIDC_ISSUER}/`, OIDC_CLIENT_ID: id };
    const oidc = providerOf('oidc', { ...settings, OIDC_CLIENT_SECRET: secret }, now);
    const mine = makeAttempt();
    const callback = await followUntil(redirectUri, await oidc.authorizationUrl(mine));
    const answer = { code: callback.get('code') ?? '', iss: callback.get('iss'), user: null };
    expect(await oidc.fetchProfile(mine, answer)).toMatchObject({
      subject: visitor.sub,
      isEmailVerified: true,
    });
  },
);
