import { describe, expect, it } from 'vitest';
import { startFakeProvider } from '@/tests/support/social/fake-provider';
import { json } from '@/tests/support/social/local-server';
import { makeAttempt, oidcAt, providerOf, signIn } from '@/tests/support/social/sign-in';
import { withChanged } from '@/tests/support/test-app';
import { TestClock } from '@/tests/support/test-clock';

const { now } = new TestClock('2026-01-01T00:00:00Z');
const fake = await startFakeProvider(now);
fake.claims = { sub: 'ada', email: 'ada@example.com', name: 'Ada' };
const PATH = '/.well-known/openid-configuration';
const metadata = {
  issuer: fake.issuer,
  authorization_endpoint: `${fake.url}/authorize?kept=yes`,
  token_endpoint: `${fake.url}/token`,
  jwks_uri: `${fake.url}/keys`,
};

/** A provider whose configuration differs from a good one in this. */
function differing(changes: object) {
  fake.pages[PATH] = json({ ...metadata, ...changes });
  return oidcAt(fake, now);
}

describe('the configuration of an OpenID provider', () => {
  it('names the address to send the browser to', async () => {
    const attempt = makeAttempt();
    const url = await differing({}).authorizationUrl(attempt);
    expect(url.pathname).toBe('/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      kept: 'yes',
      response_type: 'code',
      client_id: 'our-app',
      redirect_uri: attempt.redirectUri,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge_method: 'S256',
    });
    expect(url.href).not.toContain(attempt.codeVerifier);
  });

  it.each([
    ['of another issuer', { issuer: 'https://evil.example' }],
    ['of our issuer, and two slashes', { issuer: `${fake.issuer}//` }],
    ['of our issuer, and a path', { issuer: `${fake.issuer}/x` }],
    ['of our issuer, in capitals', { issuer: fake.issuer.toUpperCase() }],
    ['of our issuer, and a space', { issuer: `${fake.issuer} ` }],
    ['of our issuer, and a question mark', { issuer: `${fake.issuer}/?` }],
    ['of no issuer', { issuer: undefined }],
    ['without keys', { jwks_uri: undefined }],
    ['with a token endpoint in plain http elsewhere', { token_endpoint: 'http://example.com/' }],
    ['with a page that a browser would run', { authorization_endpoint: 'javascript:alert(1)' }],
    ['with a password in an address', { token_endpoint: 'https://a:b@example.com/' }],
    ['with keys in a file', { jwks_uri: 'file:///etc/passwd' }],
    ['with user info in a data URL', { userinfo_endpoint: 'data:application/json,{}' }],
    ['with keys at a bare address', { jwks_uri: 'https://169.254.169.254/keys' }],
    ['with keys at an address in decimal', { jwks_uri: 'https://2852039166/keys' }],
    ['with keys at a bare IPv6 address', { jwks_uri: 'https://[::1]/keys' }],
    ['with keys on this machine by its name', { jwks_uri: 'http://localhost/keys' }],
  ])('%s is refused', async (_, changes) => {
    await expect(differing(changes).authorizationUrl(makeAttempt())).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  it('says where the secret goes; by default form-encoded in the header', async () => {
    for (const [methods, isHeader] of [
      [undefined, true],
      [['client_secret_post', 'client_secret_basic'], true],
      [['client_secret_post'], false],
    ] as const) {
      const changes = { token_endpoint_auth_methods_supported: methods };
      expect(await signIn(differing(changes), fake)).toMatchObject({ subject: 'ada' });
      const exchange = fake.arrivals.findLast(({ url }) => url.pathname === '/token');
      expect(exchange?.headers.authorization?.startsWith('Basic ') ?? false).toBe(isHeader);
      expect(exchange?.body.includes('client_secret=')).toBe(!isHeader);
    }
  });
});

describe('an issuer with or without its final slash', () => {
  const bare = fake.issuer;
  const spellings = [bare, `${bare}/`];
  const at = (issuer: string) =>
    providerOf(
      'oidc',
      { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'our-app', OIDC_CLIENT_SECRET: 'our secret/+:%' },
      now,
    );

  it.each(
    spellings.flatMap((setting) => spellings.map((announced) => [setting, announced] as const)),
  )(
    'in the settings %s and in its configuration %s: the latter counts, to the letter',
    async (setting, announced) => {
      fake.pages[PATH] = json({ ...metadata, issuer: announced });
      for (const named of spellings) {
        const isOwn = named === announced;
        await withChanged(fake, { claims: { ...fake.claims, iss: named } }, async () => {
          const byToken = signIn(at(setting), fake);
          if (isOwn) expect(await byToken).toMatchObject({ subject: 'ada' });
          else await expect(byToken).rejects.toThrow('its ID token is of another issuer');
        });
        await withChanged(fake, { claims: { ...fake.claims, iss: announced } }, async () => {
          const byCallback = signIn(at(setting), fake, { iss: named });
          if (isOwn) expect(await byCallback).toMatchObject({ subject: 'ada' });
          else await expect(byCallback).rejects.toThrow('the answer is of another issuer');
        });
      }
    },
  );

  it('that differs in more leaves both spellings for the log, and one line of them', async () => {
    const evil = `https://evil.example/\n${'x'.repeat(9999)}`;
    fake.pages[PATH] = json({ ...metadata, issuer: evil });
    const error: unknown = await at(bare)
      .authorizationUrl(makeAttempt())
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: 'its configuration is of another issuer' });
    const { message } = (error as { cause: Error }).cause;
    expect(message).toContain(`the settings name the issuer "${bare}"`);
    expect(message).toContain('it names "https://evil.example/\\n');
    expect(message.length).toBeLessThan(400);
  });
});

describe('a part of the configuration that is null', () => {
  it('counts as absent', async () => {
    const nothing = Object.fromEntries(
      [
        'userinfo_endpoint',
        'token_endpoint_auth_methods_supported',
        'id_token_signing_alg_values_supported',
        'authorization_response_iss_parameter_supported',
      ].map((name) => [name, null]),
    );
    expect(await signIn(differing(nothing), fake)).toMatchObject({ subject: 'ada' });
  });
});

describe('the issuer that a callback names', () => {
  const promised = { authorization_response_iss_parameter_supported: true };
  const inText = { authorization_response_iss_parameter_supported: 'true' };

  it.each([
    ['ours', {}, fake.issuer, true],
    ['none', {}, null, true],
    ['another', {}, 'https://evil.example', false],
    ['ours, nearly', {}, `${fake.issuer}/`, false],
    ['nothing', {}, '', false],
    ['ours, as promised', promised, fake.issuer, true],
    ['none against the promise', promised, null, false],
    ['none against a promise in text', inText, null, false],
  ])('is %s', async (_, changes, iss, isGood) => {
    const before = fake.arrivals.length;
    const signedIn = signIn(differing(changes), fake, { iss });
    if (isGood) return expect(await signedIn).toMatchObject({ subject: 'ada' });
    await expect(signedIn).rejects.toThrow('the answer is of another issuer');
    // The code has gone nowhere.
    const paths = fake.arrivals.slice(before).map(({ url }) => url.pathname);
    expect(paths).not.toContain('/token');
  });
});

describe('an attempt', () => {
  it('with another verifier, or another address to come back to, is refused', async () => {
    const oidc = differing({});
    const other = makeAttempt();
    await expect(signIn(oidc, fake, { codeVerifier: other.codeVerifier })).rejects.toThrow(
      'it answered invalid_grant',
    );
    await expect(signIn(oidc, fake, { redirectUri: 'http://evil.example/' })).rejects.toThrow(
      'it answered invalid_grant',
    );
    await expect(signIn(oidc, fake, { nonce: other.nonce })).rejects.toThrow('another attempt');
    await expect(signIn(oidc, fake, { code: 'made-up' })).rejects.toThrow('invalid_grant');
  });

  it('at a provider of another name uses that one’s settings', async () => {
    fake.pages[PATH] = json(metadata);
    const settings = {
      OIDC_ACME_ISSUER: fake.issuer,
      OIDC_ACME_CLIENT_ID: 'our-app',
      OIDC_ACME_CLIENT_SECRET: 'our secret/+:%',
    };
    const acme = providerOf('acme', settings, now);
    expect([acme.slug, acme.label]).toEqual(['acme', 'Acme']);
    expect(await signIn(acme, fake)).toMatchObject({ subject: 'ada' });
  });
});
