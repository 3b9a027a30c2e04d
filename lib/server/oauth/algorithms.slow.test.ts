import { beforeEach, describe, expect, it } from 'vitest';
import { startFakeProvider } from '@/tests/support/social/fake-provider';
import { json } from '@/tests/support/social/local-server';
import { makeAttempt, oidcAt, signIn } from '@/tests/support/social/sign-in';
import { sharedSigningKey } from '@/tests/support/social/signing-keys';
import { TestClock } from '@/tests/support/test-clock';

const clock = new TestClock('2026-01-01T00:00:00Z');
const fake = await startFakeProvider(clock.now);
const { pages, key } = { ...fake, pages: { ...fake.pages } };
const PATH = '/.well-known/openid-configuration';
const attempt = () => signIn(oidcAt(fake, clock.now), fake);
const hash = (...bits: string[]) => bits.flatMap((b) => [`RS${b}`, `PS${b}`, `ES${b}`]);
const ASYMMETRIC = [...hash('256', '384', '512'), 'EdDSA', 'Ed25519'];

/** The provider says of itself that it signs so. */
function announce(algorithms: unknown) {
  fake.pages[PATH] = json({
    issuer: fake.issuer,
    authorization_endpoint: `${fake.url}/authorize`,
    token_endpoint: `${fake.url}/token`,
    jwks_uri: `${fake.url}/keys`,
    id_token_signing_alg_values_supported: algorithms,
  });
}

beforeEach(() => {
  fake.claims = { sub: 'ada', email: 'ada@example.com', email_verified: true, name: 'Ada' };
  fake.header = {};
  fake.key = key;
  fake.pages = { ...pages };
});

describe('where the provider names no algorithms, an ID token', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'])('signed by %s is good', async (alg) => {
    fake.key = await sharedSigningKey('k', alg);
    expect(await attempt()).toMatchObject({ subject: 'ada' });
  });

  it.each(['RS512', 'ES384'])('signed by %s, which we do not expect, is refused', async (alg) => {
    fake.key = await sharedSigningKey('k', alg);
    await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('where the provider names its algorithms, an ID token', () => {
  it.each(ASYMMETRIC)('signed by %s is good if that is one of them, and only then', async (alg) => {
    fake.key = await sharedSigningKey('k', alg);
    announce(['none', 'HS256', alg]);
    expect(await attempt()).toMatchObject({ subject: 'ada' });
    const others = ASYMMETRIC.filter((one) => one !== alg && !one.startsWith('Ed'));
    announce(others);
    await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
  });

  it.each([['EdDSA'], ['Ed25519']])(
    'signed by an Edwards curve is good by either name: %s',
    async (name) => {
      announce([name]);
      for (const alg of ['EdDSA', 'Ed25519']) {
        fake.key = await sharedSigningKey('k', alg);
        expect(await attempt()).toMatchObject({ subject: 'ada' });
      }
    },
  );

  it.each([[['none']], [['HS256', 'HS384', 'HS512']], [['none', 'XS256', 'ES256K', 'dir']]])(
    'is not even asked for if none is one that we accept: %j',
    async (algorithms) => {
      announce(algorithms);
      await expect(oidcAt(fake, clock.now).authorizationUrl(makeAttempt())).rejects.toMatchObject({
        kind: 'refused',
        message: 'its ID tokens are signed in no way that we accept',
      });
    },
  );

  it.each(['none', 'HS256', 'HS384', 'HS512', 'RS1', 'ES256K'])(
    'whose header says %s is refused, though the provider names it, too',
    async (alg) => {
      announce([alg, ...ASYMMETRIC]);
      const { token } = { token: await fake.key.sign({ sub: 'ada' }) };
      const [, ...rest] = token.split('.');
      const header = Buffer.from(JSON.stringify({ alg, kid: 'first' })).toString('base64url');
      for (const id_token of [[header, ...rest].join('.'), `${header}.${rest[0]}.`]) {
        fake.pages['/token'] = json({ access_token: 'token', id_token });
        await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
      }
    },
  );
});

describe('a set of several keys', () => {
  it.each(['RS256', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
    'has the one that fits %s, though others share its name or kind',
    async (alg) => {
      announce(ASYMMETRIC);
      const others = await Promise.all(
        ['RS256', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
          .filter((one) => one !== alg)
          .map((one) => sharedSigningKey('k', one)),
      );
      fake.key = await sharedSigningKey('k', alg);
      const { jwk } = await sharedSigningKey('of encryption', alg);
      const encryption = { ...jwk, kid: 'k', use: 'enc' };
      const empty = { use: null, key_ops: null, x5c: null, ext: null };
      const own = { ...fake.key.jwk, ...empty };
      fake.pages['/keys'] = json({ keys: [...others.map(({ jwk }) => jwk), encryption, own] });
      expect(await attempt()).toMatchObject({ subject: 'ada' });
      fake.header = { kid: undefined };
      expect(await attempt()).toMatchObject({ subject: 'ada' });
    },
  );

  it('whose key is for another algorithm, or of another kind, than the token’s is of no use', async () => {
    announce(ASYMMETRIC);
    fake.key = await sharedSigningKey('k', 'ES384');
    const { jwk } = fake.key;
    const wrong = [
      { ...jwk, alg: 'ES256' },
      { ...jwk, alg: 'RS256' },
      { ...jwk, crv: 'P-256' },
      { ...jwk, kty: 'RSA' },
      { ...jwk, kty: 'OKP' },
      { ...jwk, use: 'enc' },
      { ...jwk, key_ops: ['sign'] },
      { ...jwk, kid: 'other' },
    ];
    for (const one of wrong) {
      fake.pages['/keys'] = json({ keys: [one] });
      await expect(attempt(), JSON.stringify(one)).rejects.toMatchObject({ kind: 'refused' });
    }
    fake.pages['/keys'] = json({ keys: [...wrong, jwk] });
    expect(await attempt()).toMatchObject({ subject: 'ada' });
  });
});
