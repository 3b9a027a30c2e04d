import { describe, expect, it } from 'vitest';
import { parseSettings } from '@/lib/server/settings/settings';
import { DEFAULT_SWITCHES } from '@/lib/shared/switches';

const secret = { JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes' };
const production = { NODE_ENV: 'production', EMAIL_TRANSPORT: 'mailbox', ...secret };

function problems(variables: Record<string, string>): string {
  try {
    parseSettings(variables);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('parseSettings', () => {
  it('has a default for everything but the secret in development', () => {
    expect(parseSettings(secret)).toEqual({
      ...secret,
      SITE_URL: 'http://localhost:3000',
      JWT_PREVIOUS_SECRETS: [],
      JWT_PREVIOUS_PUBLIC_KEYS: [],
      API_PATH_PREFIXES: [],
      AUTH_HEADER_TYPES: ['Bearer'],
      DATABASE_URL: 'file:./data/auth.db',
      ACCESS_TOKEN_LIFETIME: 300,
      REFRESH_TOKEN_LIFETIME: 86_400,
      SESSION_LIFETIME: 30 * 86_400,
      REFRESH_REUSE_GRACE: 10,
      REQUEST_TIMEOUT: 30,
      AUTH_TOKENS_IN_BODY: 'auto',
      TOKEN_ENDPOINTS: false,
      CORS_ALLOWED_ORIGINS: [],
      CORS_ALLOW_HEADERS: [],
      RATE_LIMIT: 'on',
      TRUSTED_PROXY_HOPS: 0,
      WEB_CONCURRENCY: 1,
      BCRYPT_COST: 12,
      SEND_ACTIVATION_EMAIL: false,
      SEND_CONFIRMATION_EMAIL: false,
      LOGIN_FIELD: 'email',
      USER_REQUIRED_FIELDS: ['first_name', 'last_name'],
      USER_FIELDS: ['first_name', 'last_name', 'id', 'email'],
      USER_CREATE_PASSWORD_RETYPE: true,
      SET_PASSWORD_RETYPE: false,
      PASSWORD_RESET_CONFIRM_RETYPE: true,
      SET_USERNAME_RETYPE: false,
      USERNAME_RESET_CONFIRM_RETYPE: false,
      SWITCHES: DEFAULT_SWITCHES,
      EMAIL_TRANSPORT: 'mailbox',
      MAILBOX_DIR: './data/mailbox',
      NEW_DEVICE_EMAIL: true,
      SOCIAL_AUTH_MICROSOFT_TENANT: 'common',
      SOCIAL_AUTH_GITLAB_URL: 'https://gitlab.com',
      REDIRECT_URLS: [],
      OIDC_PROVIDERS: [],
      SITE_NAME: 'Gatehouse',
      LOG_LEVEL: 'info',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseSettings({ ...secret, SITE_NAME: '' }).SITE_NAME).toBe('Gatehouse');
    expect(problems({ JWT_SECRET: '' })).toContain('JWT_SECRET is missing');
  });

  it('names every bad setting at once, each with what to do, and no value', () => {
    expect(
      problems({ ...production, JWT_SECRET: 'short-secret', BCRYPT_COST: '99', SITE_URL: 'x' }),
    ).toBe(
      [
        '3 settings need attention:',
        '  SITE_URL must be an address like https://app.example.com, without a path',
        '  JWT_SECRET is shorter than 32 bytes: make one with `npm run cli -- generate-secret`',
        '  BCRYPT_COST must be a whole number from 4 to 16',
      ].join('\n'),
    );
  });

  it('requires a secret, and a choice of mail transport in production', () => {
    expect(problems({ NODE_ENV: 'production' })).toContain(
      '  EMAIL_TRANSPORT is missing: choose ses, console or mailbox',
    );
    expect(problems({ NODE_ENV: 'production' })).toContain('  JWT_SECRET is missing');
    expect(problems(production)).toBe('');
  });

  it('requires region and sender once SES is chosen', () => {
    expect(problems({ ...production, EMAIL_TRANSPORT: 'ses' })).toMatch(
      /AWS_SES_REGION_NAME is missing: .*\n.*AWS_SES_FROM_EMAIL is missing: /,
    );
  });

  it.each([
    ['AWS_SES_SECRET_ACCESS_KEY is missing', { AWS_SES_ACCESS_KEY_ID: 'x' }],
    ['AWS_SES_ACCESS_KEY_ID is missing', { AWS_SES_SECRET_ACCESS_KEY: 'x' }],
    ['AUTH_COOKIE_DOMAIN must be the domain of SITE_URL', { AUTH_COOKIE_DOMAIN: 'pp.example.com' }],
    [
      'AUTH_COOKIE_DOMAIN must be the domain of SITE_URL',
      { AUTH_COOKIE_DOMAIN: 'a.app.example.com' },
    ],
    ['API_PATH_PREFIXES must not have /activation: ', { API_PATH_PREFIXES: '/auth,/activation' }],
    [
      'API_PATH_PREFIXES must not have /auth: /auth/sessions/ would be the page /auth/sessions',
      {
        API_PATH_PREFIXES: '/auth',
        OIDC_SESSIONS_ISSUER: 'https://login.example.com',
        OIDC_SESSIONS_CLIENT_ID: 'a',
        OIDC_SESSIONS_CLIENT_SECRET: 'b',
      },
    ],
    [
      'AUTH_HEADER_TYPES must not have Token: ',
      { TOKEN_ENDPOINTS: 'yes', AUTH_HEADER_TYPES: 'Bearer,token' },
    ],
    ['NODE_TLS_REJECT_UNAUTHORIZED must not be 0', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ])('says that %s if it conflicts with other settings', (problem, changes) => {
    const message = problems({ ...production, SITE_URL: 'https://app.example.com', ...changes });
    expect(message).toContain(`1 setting needs attention:\n  ${problem}`);
  });

  it.each(['app.example.com', 'example.com', '.Example.com'])('takes the domain %s', (domain) => {
    const site = { SITE_URL: 'https://app.example.com', AUTH_COOKIE_DOMAIN: domain };
    expect(problems({ ...production, ...site })).toBe('');
  });

  it('gives the bounds of a length of time in units that fit', () => {
    expect(problems({ ...secret, REFRESH_REUSE_GRACE: '6m' })).toContain('0 s to 5 m');
    expect(problems({ ...secret, ACCESS_TOKEN_LIFETIME: '0s' })).toContain('1 s to 1 d');
  });

  it('reports a previous secret that is too short by its position, not by its value', () => {
    const message = problems({ ...secret, JWT_PREVIOUS_SECRETS: `${'x'.repeat(32)}, tiny-one,` });
    expect(message).toMatch(/between them: not so number 2$/);
  });

  it.each([
    ['JWT_PREVIOUS_SECRETS', ['short', `${'x'.repeat(32)},short`]],
    ['WEB_CONCURRENCY', ['0', '65', 'all', '1.5', '-2', ' 2']],
    ['BCRYPT_COST', ['-1', '0', '3', '17', '1e1', '1e99', 'NaN', '0x0c', '12.5', ' 12']],
    ['ACCESS_TOKEN_LIFETIME', ['-1', '0', '0s', '5', '5 m', '1e9s', 'NaN', '2d', '1w', '5m ']],
    ['REFRESH_REUSE_GRACE', ['-1s', '6m', '10']],
    ['SITE_URL', ['app.example.com', 'ftp://x.io', 'https://x.io/app', 'https://a:b@x.io', '//x']],
    ['CORS_ALLOWED_ORIGINS', ['*', 'null', 'https://*.x.io', 'https://x.io/path', 'x.io']],
    ['CORS_ALLOWED_ORIGINS', ['ionic://*', 'ionic://', 'ionic:x', 'ionic://a/b', 'ionic://u@a']],
    ['CORS_ALLOWED_ORIGINS', ['file://x', 'data://x', 'blob://x', 'ws://x', 'javascript://x']],
    ['CORS_ALLOWED_ORIGINS', ['ionic://a?b', 'ionic://a#b', 'https://a,null', '://a', 'a://-']],
    ['CORS_ALLOW_HEADERS', ['*', 'x: y', 'a\r\nb:', '-']],
    ['AUTH_COOKIE_DOMAIN', ['example.com; Secure', 'https://example.com', '-']],
    ['API_PATH_PREFIXES', ['auth', '/', '//', '/a//b', '/../a', '/_next', '/.well-known', '/%61']],
    ['AUTH_HEADER_TYPES', [',', 'Bearer token:', 'a b|c', '.*']],
    ['AUTH_COOKIE_SECURE', ['maybe']],
    ['AUTH_TOKENS_IN_BODY', ['yes']],
    ['DATABASE_URL', ['sqlite:///db', 'file:', 'mysql://x', 'file::memory:', 'file:a.db?mode=ro']],
    ['EMAIL_TRANSPORT', ['smtp']],
    ['AWS_SES_ENDPOINT', ['localhost:8005', 'ftp://x.io']],
    ['LOG_LEVEL', ['loud']],
  ])('refuses %s=%j', (name, values) => {
    for (const value of values) {
      expect(problems({ ...secret, [name]: value }), value).toMatch(
        new RegExp(`^1 setting needs attention:\n {2}${name} must `),
      );
    }
  });

  it('reads lists, flags and lengths of time', () => {
    expect(
      parseSettings({
        ...secret,
        JWT_PREVIOUS_SECRETS: `${'x'.repeat(32)}, ${'y'.repeat(32)},`,
        CORS_ALLOWED_ORIGINS:
          'https://a.example, https://b.example:8443/ Capacitor://localhost/,app://A.x:1',
        CORS_ALLOW_HEADERS: 'X-App-Version, x-tenant',
        API_PATH_PREFIXES: '/auth/, /api/v1 /auth',
        AUTH_HEADER_TYPES: 'JWT, Bearer',
        AUTH_COOKIE_SECURE: 'True',
        REFRESH_TOKEN_LIFETIME: '12h',
        REFRESH_REUSE_GRACE: '0s',
      }),
    ).toMatchObject({
      JWT_PREVIOUS_SECRETS: ['x'.repeat(32), 'y'.repeat(32)],
      CORS_ALLOWED_ORIGINS: [
        'https://a.example',
        'https://b.example:8443',
        'capacitor://localhost',
        'app://A.x:1',
      ],
      CORS_ALLOW_HEADERS: ['x-app-version', 'x-tenant'],
      API_PATH_PREFIXES: ['/auth', '/api/v1'],
      AUTH_HEADER_TYPES: ['JWT', 'Bearer'],
      AUTH_COOKIE_SECURE: true,
      REFRESH_TOKEN_LIFETIME: 43_200,
      REFRESH_REUSE_GRACE: 0,
    });
  });
});
