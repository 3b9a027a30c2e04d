import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { settingsHints } from '@/lib/server/settings/hints';
import { parseSettings } from '@/lib/server/settings/settings';

const good = {
  NODE_ENV: 'production',
  SITE_URL: 'https://app.example.com',
  JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes',
  EMAIL_TRANSPORT: 'console',
  TRUSTED_PROXY_HOPS: '1',
  SEND_ACTIVATION_EMAIL: 'true',
};
const hints = (changes: Record<string, string | undefined>) => {
  const variables = { ...good, ...changes };
  return settingsHints(parseSettings(variables), variables);
};

it('gives no warning for good settings', () => {
  expect(hints({})).toEqual([]);
});

it.each([
  ['DOMAIN', 'SITE_URL'],
  ['DEBUG', 'LOG_LEVEL'],
])('names the successor of %s', (name, successor) => {
  const [hint] = hints({ [name]: 'value' });
  expect(hint).toContain(`${name} is not read any more`);
  expect(hint).toContain(successor);
  expect(hint).not.toContain('value');
});

it('warns of settings that are too weak for production', () => {
  expect(hints({ BCRYPT_COST: '4' })[0]).toContain('BCRYPT_COST=4 is too weak');
  expect(hints({ SITE_URL: 'http://app.example.com' })[0]).toContain('Use https');
  expect(hints({ SITE_URL: 'http://127.0.0.1:3000' })).toEqual([]);
  expect(hints({ SITE_URL: undefined })[0]).toContain('SITE_URL is not set');
  expect(hints({ JWT_SECRET: 'abcabc'.repeat(8) })[0]).toContain('JWT_SECRET repeats itself');
  expect(hints({ JWT_SECRET: randomBytes(32).toString('hex') })).toEqual([]);
});

it('warns of limits that are off, or that all clients share', () => {
  expect(hints({ RATE_LIMIT: 'off' })).toEqual([expect.stringContaining('guessed without end')]);
  const unset = { TRUSTED_PROXY_HOPS: undefined };
  expect(hints(unset)).toEqual([expect.stringContaining('TRUSTED_PROXY_HOPS is not set')]);
  expect(
    hints({
      ...unset,
      VERCEL: '1',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      VERCEL_REGION: 'fra1',
      DATABASE_URL: 'postgres://a:b@db.example.com/x',
    }),
  ).toEqual([]);
  expect(hints({ TRUSTED_PROXY_HOPS: '0' })).toEqual([]);
});

it('warns of a rotation that keeps the secret, and of a secret that cannot be rotated', () => {
  const JWT_PREVIOUS_SECRETS = good.JWT_SECRET;
  expect(hints({ JWT_PREVIOUS_SECRETS })[0]).toContain('names JWT_SECRET itself');
  expect(hints({ JWT_PREVIOUS_SECRETS: randomBytes(32).toString('hex') })).toEqual([]);
  expect(hints({ JWT_SECRET: `${good.JWT_SECRET},x` })[0]).toContain('has a comma');
});

it('warns of cookies that travel unencrypted, or that browsers drop', () => {
  expect(hints({ AUTH_COOKIE_SECURE: 'false' })).toEqual([
    expect.stringContaining('AUTH_COOKIE_SECURE=false lets cookies travel unencrypted'),
  ]);
  const plain = { SITE_URL: 'http://app.example.com', AUTH_COOKIE_SECURE: 'true' };
  expect(hints(plain)[1]).toContain('browsers will drop the cookies');
});

it('warns of allowed origins from which browsers send no cookies', () => {
  const CORS_ALLOWED_ORIGINS = 'https://www.example.com,https://spa.example.org';
  expect(hints({ CORS_ALLOWED_ORIGINS })).toEqual([
    expect.stringContaining('has https://spa.example.org: '),
  ]);
});

it('reminds of the key that can sign in as every imported user', () => {
  const [hint] = hints({ DJANGO_SECRET_KEY: 'a-key-of-django-of-at-least-32-bytes' });
  expect(hint).toContain('Unset it once');
  expect(hint).not.toContain('a-key-of');
});
