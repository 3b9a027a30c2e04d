import { generateKeyPairSync } from 'node:crypto';
import { importSPKI, type JWTPayload, jwtVerify } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { ada, adaClaims, pair, startStandIn } from '@/tests/support/social/named-provider';
import { makeAttempt, providerOf, signIn } from '@/tests/support/social/sign-in';

const { clock, fake, url, provider, says } = await startStandIn();
const { isSecret: isUsualSecret } = fake;

afterEach(() => {
  Object.assign(fake, { isSecret: isUsualSecret, echoesNonce: true });
});

describe('Google', () => {
  const google = provider('google', pair('GOOGLE_AUTH'));

  it('is asked with PKCE and a nonce, and signs in by its ID token', async () => {
    says(adaClaims);
    const { searchParams } = await google.authorizationUrl(makeAttempt('google'));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(await signIn(google, fake)).toEqual({ ...ada, subject: adaClaims.sub });
  });

  it.each([undefined, 'TRUE', '1', 1, [true], false])(
    'takes no address as verified by %j',
    async (verified) => {
      says({ ...adaClaims, email_verified: verified });
      expect((await signIn(google, fake)).isEmailVerified).toBe(false);
    },
  );
});

describe('Microsoft', () => {
  const tid = '72f988bf-86f1-41af-91ab-2d7cd011db47';
  const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';
  const issuer = `${url}/{tenant}/v2.0`;
  const microsoft = (tenant: string) => {
    const settings = { SOCIAL_AUTH_MICROSOFT_TENANT: tenant, ...pair('SOCIAL_AUTH_MICROSOFT') };
    return provider('microsoft', settings, { issuer });
  };
  const from = (id: string, changes: JWTPayload = {}) =>
    says({ ...adaClaims, iss: issuer.replace('{tenant}', id), tid: id, ...changes });

  it('trusts an address only if its domain belongs to the tenant', async () => {
    const subject = `${tid}:${adaClaims.sub}`;
    from(tid, { xms_edov: true });
    expect(await signIn(microsoft('common'), fake)).toEqual({ ...ada, subject });
    from(tid);
    expect(await signIn(microsoft('common'), fake)).toMatchObject({ isEmailVerified: false });
  });

  it.each([
    ...['1', 1, 'true', true].map((edov) => [edov, true] as const),
    ...['True', 'yes', '0', 0, 2, '', [1], {}, false, null].map((edov) => [edov, false] as const),
  ])(
    'with the claim about the domain as %j: %s, whatever else says it is confirmed',
    async (edov, is) => {
      from(tid, { xms_edov: edov, email_verified: true });
      expect(await signIn(microsoft('common'), fake)).toMatchObject({ isEmailVerified: is });
    },
  );

  it.each([
    ['common', tid, true],
    ['common', personal, true],
    ['organizations', tid, true],
    ['organizations', personal, false],
    ['consumers', personal, true],
    ['consumers', tid, false],
    [tid, tid, true],
    [tid, personal, false],
  ])('with tenant %s and a token of %s: %s', async (tenant, id, isLetIn) => {
    from(id);
    const signedIn = signIn(microsoft(tenant), fake);
    if (isLetIn) expect(await signedIn).toMatchObject({ subject: `${id}:${adaClaims.sub}` });
    else await expect(signedIn).rejects.toThrow('another issuer');
  });

  it.each([
    ['that names another tenant than its issuer', { tid: personal }],
    ['without a tenant', { tid: undefined }],
    ['whose tenant is a path', { tid: '..', iss: issuer.replace('{tenant}', '..') }],
  ])('refuses a token %s', async (_, changes) => {
    from(tid, changes);
    await expect(signIn(microsoft('common'), fake)).rejects.toThrow('another issuer');
  });
});

describe('Apple', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const settings = {
    SOCIAL_AUTH_APPLE_KEY: 'our-app',
    SOCIAL_AUTH_APPLE_TEAM: 'TEAM',
    SOCIAL_AUTH_APPLE_KEY_ID: 'KEYID',
    SOCIAL_AUTH_APPLE_PRIVATE_KEY: pem.replaceAll('\n', '\\n'),
  };
  const apple = provider('apple', settings);
  const user = JSON.stringify({ name: { firstName: 'Ada', lastName: 'King' }, email: 'x@y.zz' });
  const claims = { sub: '001.ab.1', email: ada.email, email_verified: 'true' };

  async function isSecret(token: string) {
    const key = await importSPKI(
      publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'ES256',
    );
    const expected = { issuer: 'TEAM', subject: 'our-app', audience: url };
    const { protectedHeader } = await jwtVerify(token, key, {
      ...expected,
      // With a clock that is a minute behind, and takes no secret from the future.
      currentDate: new Date(clock.now().getTime() - 60_000),
      maxTokenAge: 600,
    });
    return protectedHeader.kid === 'KEYID';
  }

  it('posts its answer, gets a secret signed by our key, and gives the name once', async () => {
    says(claims);
    fake.isSecret = isSecret;
    const asked = await apple.authorizationUrl(makeAttempt('apple'));
    expect([apple.answersBy, asked.searchParams.get('response_mode')]).toEqual(
      Array(2).fill('form_post'),
    );
    expect(await signIn(apple, fake, { user })).toEqual({ ...ada, subject: '001.ab.1' });
    expect(await signIn(apple, fake)).toMatchObject({ firstName: '', lastName: '' });
    for (const hostile of ['', '[', 'null', '{"name":1}', '{"name":{"firstName":{}}}']) {
      expect(await signIn(apple, fake, { user: hostile })).toMatchObject({ firstName: '' });
    }
    fake.claims = { ...claims, email_verified: 'false' };
    expect(await signIn(apple, fake)).toMatchObject({ isEmailVerified: false });
  });
});

describe('LinkedIn', () => {
  const linkedin = provider('linkedin', pair('SOCIAL_AUTH_LINKEDIN'));

  it('is asked without PKCE and signs in without the nonce that it does not repeat', async () => {
    says({ ...adaClaims, sub: '782bbtaQ' });
    fake.echoesNonce = false;
    const { searchParams } = await linkedin.authorizationUrl(makeAttempt('linkedin'));
    expect(searchParams.has('code_challenge')).toBe(false);
    expect(await signIn(linkedin, fake)).toEqual({ ...ada, subject: '782bbtaQ' });
    fake.echoesNonce = true;
    fake.claims = { ...adaClaims, nonce: 'of another attempt' };
    await expect(signIn(linkedin, fake)).rejects.toThrow('another attempt');
    says({ ...adaClaims, email_verified: false });
    expect(await signIn(linkedin, fake)).toMatchObject({ isEmailVerified: false });
  });
});

describe('GitLab', () => {
  it('on a server of one’s own signs in by its ID token, and by user info for the name', async () => {
    fake.pages['/oauth/token'] = (...all) => fake.pages['/token']?.(...all);
    fake.pages['/oauth/discovery/keys'] = (...all) => fake.pages['/keys']?.(...all);
    fake.pages['/oauth/userinfo'] = (...all) => fake.pages['/userinfo']?.(...all);
    const settings = { SOCIAL_AUTH_GITLAB_URL: `${url}/`, ...pair('SOCIAL_AUTH_GITLAB') };
    const gitlab = providerOf('gitlab', settings, clock.now);
    says({ sub: '7', email: ada.email, email_verified: true }, { sub: '7', name: 'Ada King' });
    expect(await signIn(gitlab, fake)).toEqual({ ...ada, subject: '7' });
  });
});
