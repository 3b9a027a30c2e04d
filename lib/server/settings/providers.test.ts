import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import { parseSettings, SettingsError } from '@/lib/server/settings/settings';

const parse = (variables: Record<string, string>) =>
  parseSettings({ JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes', ...variables });

function problems(variables: Record<string, string>): string {
  try {
    parse(variables);
    return '';
  } catch (error) {
    return error instanceof SettingsError ? error.message : String(error);
  }
}

const set = (prefix: string, changes: Record<string, string> = {}) => ({
  [`${prefix}_ISSUER`]: 'https://login.example.com',
  [`${prefix}_CLIENT_ID`]: 'id',
  [`${prefix}_CLIENT_SECRET`]: 'secret',
  ...changes,
});
const pem = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

describe('the providers that settings configure', () => {
  const slugs = (variables: Record<string, string>) =>
    createProviders(parse(variables), { now: () => new Date() }).map(({ slug }) => slug);

  it('are those whose settings are complete', () => {
    expect(slugs({})).toEqual([]);
    expect(
      slugs({
        GOOGLE_AUTH_KEY: 'x',
        GOOGLE_AUTH_SECRET: 'x',
        SOCIAL_AUTH_DISCORD_KEY: 'x',
        SOCIAL_AUTH_DISCORD_SECRET: 'x',
        ...set('OIDC_B'),
        ...set('OIDC'),
        ...set('OIDC_A'),
      }),
    ).toEqual(['google', 'discord', 'oidc', 'a', 'b']);
  });

  it('bear the label of their set, or else its name', () => {
    const named = {
      ...set('OIDC'),
      ...set('OIDC_MY_CORP'),
      ...set('OIDC_X', { OIDC_X_LABEL: 'Y' }),
    };
    expect(parse(named).OIDC_PROVIDERS.map(({ slug, label }) => [slug, label])).toEqual([
      ['oidc', 'OpenID Connect'],
      ['my_corp', 'My corp'],
      ['x', 'Y'],
    ]);
  });
});

describe('settings of providers', () => {
  it.each([
    ['GOOGLE_AUTH_SECRET', { GOOGLE_AUTH_KEY: 'x' }],
    ['GOOGLE_AUTH_KEY', { GOOGLE_AUTH_SECRET: 'x' }],
    ['SOCIAL_AUTH_GITHUB_SECRET', { SOCIAL_AUTH_GITHUB_KEY: 'x' }],
    ['OIDC_CLIENT_SECRET', { OIDC_ISSUER: 'https://x.io', OIDC_CLIENT_ID: 'x' }],
    ['OIDC_ACME_ISSUER', { OIDC_ACME_CLIENT_ID: 'x', OIDC_ACME_CLIENT_SECRET: 'x' }],
  ])('say that %s is missing where a set lacks it', (name, variables) => {
    expect(problems(variables)).toContain(`1 setting needs attention:\n  ${name} is missing: `);
  });

  it('require all four of Apple’s', () => {
    const message = problems({ SOCIAL_AUTH_APPLE_KEY: 'x' });
    expect(message).toContain('3 settings');
    expect(message).toMatch(
      /_TEAM is missing.*\n.*_KEY_ID is missing.*\n.*_PRIVATE_KEY is missing/,
    );
  });

  it.each(['GOOGLE', 'GITHUB', 'OIDC'])('keep a set from the name %s, which is taken', (name) => {
    expect(problems(set(`OIDC_${name}`))).toContain(`OIDC_${name}_ISSUER must have another name`);
  });

  it.each([
    'http://login.example.com',
    'http://127.0.0.1.example.com',
    'login.example.com',
    'ftp://login.example.com',
    'https://a:b@login.example.com',
    'https://login.example.com?x',
    'https://login.example.com#x',
  ])('refuse the issuer %s, with a name or without', (issuer) => {
    expect(problems(set('OIDC', { OIDC_ISSUER: issuer }))).toContain(
      'OIDC_ISSUER must be an https',
    );
    expect(problems(set('OIDC_A', { OIDC_A_ISSUER: issuer }))).toContain('OIDC_A_ISSUER must be');
  });

  it.each(['http://localhost:9', 'http://127.0.0.1:9/x', 'http://[::1]:9', 'https://x.io/a/'])(
    'take the issuer %s as it is',
    (issuer) => {
      const { OIDC_PROVIDERS } = parse(set('OIDC', { OIDC_ISSUER: issuer }));
      expect(OIDC_PROVIDERS[0]?.issuer).toBe(issuer);
    },
  );

  it('take a private key of Apple’s in one line, and no other kind', () => {
    const apple = {
      SOCIAL_AUTH_APPLE_KEY: 'x',
      SOCIAL_AUTH_APPLE_TEAM: 'x',
      SOCIAL_AUTH_APPLE_KEY_ID: 'x',
    };
    const key = pem('P-256');
    const withKey = (SOCIAL_AUTH_APPLE_PRIVATE_KEY: string) => ({
      ...apple,
      SOCIAL_AUTH_APPLE_PRIVATE_KEY,
    });
    const parsed = parse(withKey(key.replaceAll('\n', '\\n')));
    expect(parsed.SOCIAL_AUTH_APPLE_PRIVATE_KEY).toBe(key);
    for (const bad of ['x', pem('P-384')]) {
      expect(problems(withKey(bad))).toContain(
        'SOCIAL_AUTH_APPLE_PRIVATE_KEY must be the contents',
      );
    }
  });

  it.each([
    ['SOCIAL_AUTH_MICROSOFT_TENANT', ['example.com', '../x', '9188040d']],
    ['SOCIAL_AUTH_GITLAB_URL', ['http://gitlab.example.com', 'gitlab.example.com']],
    ['OIDC_LABEL', ['x'.repeat(41)]],
    ['REDIRECT_URLS', ['/auth/google', 'https://x.io/#a', 'javascript:alert(1)', 'app:/x', '*']],
  ])('refuse %s=%j', (name, values) => {
    for (const value of values) expect(problems({ [name]: value })).toContain(`${name} must `);
  });
});
