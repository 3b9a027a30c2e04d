import { describe, expect, it } from 'vitest';
import * as unknown from '@/app/api/[[...path]]/route';
import * as cron from '@/app/api/cron/outbox/route';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as social from '@/app/api/o/[provider]/route';
import * as activation from '@/app/api/users/activation/route';
import * as me from '@/app/api/users/me/route';
import * as resend from '@/app/api/users/resend_activation/route';
import * as users from '@/app/api/users/route';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { type Answer, ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signIn, signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const FRIEND = 'https://friend.example';
const app = await startTestApp({ CORS_ALLOWED_ORIGINS: FRIEND });
await signUp();

const client = new ApiClient();
const post = (body: unknown, headers: Record<string, string> = {}) =>
  client.call(create, 'POST', '/api/jwt/create/', { body, headers });
const wrong = { email: ada.email, password: 'wrong' };

/** Signs in with a wrong password until the answer is a 429. */
async function signInTooOften(): Promise<Answer> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await post({ ...wrong, email: 'grace@example.com' });
    if (answer.status === 429) return answer;
  }
  throw new Error('never too often');
}

// Besides this, the client of these tests looks at the codes of every answer that it gets.
describe('X-Error-Code', () => {
  const CASES: [ErrorCode, () => Promise<Answer>][] = [
    ['body_not_json', () => post('{')],
    ['body_not_an_object', () => post('[]')],
    ['media_type_not_supported', () => post('x', { 'content-type': 'text/plain' })],
    ['body_too_large', () => post({ email: 'a'.repeat(70_000) })],
    ['uri_too_long', () => client.call(unknown, 'GET', `/api/${'a'.repeat(9000)}`)],
    ['too_many_parameters', () => client.call(unknown, 'GET', `/api/?${'a&'.repeat(101)}`)],
    ['headers_too_large', () => post({}, { 'x-long': 'a'.repeat(9000) })],
    ['invalid_fields', () => post({})],
    ['no_active_account', () => post(wrong)],
    ['throttled', signInTooOften],
    ['not_authenticated', () => client.call(me, 'GET', '/api/users/me/')],
    ['not_authenticated', () => client.call(cron, 'GET', '/api/cron/outbox/')],
    ['not_found', () => client.call(unknown, 'GET', '/api/nope')],
    ['method_not_allowed', () => client.call(create, 'GET', '/api/jwt/create/')],
    ['origin_refused', () => post({}, { origin: 'https://evil.example' })],
    ['activation_mails_off', () => client.call(resend, 'POST', '/api/', { body: wrong })],
    ['provider_not_supported', () => client.call(social, 'GET', '/api/o/nowhere/')],
    ['internal', () => withChanged(app.ctx.db, { tables: null }, () => post(wrong))],
  ];

  it.each(CASES)('%s says why a request is refused', async (code, act) => {
    const answer = await act();
    expect(answer.headers.get('x-error-code')).toBe(code);
  });

  it('tells a token of the wrong type from one that is not valid, where the body does not', async () => {
    const exchange = (token: string) =>
      client.call(refresh, 'POST', '/api/jwt/refresh/', { body: { refresh: token } });
    const answers = [await exchange('x'), await exchange((await signIn()).access)];
    expect(answers.map(({ headers }) => headers.get('x-error-code'))).toEqual([
      'token_not_valid',
      'token_wrong_type',
    ]);
  });

  it('says of a link that it is not valid, though the body says it of a field', async () => {
    const body = { uid: 'MQ', token: 'x' };
    const answer = await client.call(activation, 'POST', '/api/users/activation/', { body });
    expect(Object.keys(answer.json as object)).toEqual(['token']);
    expect(answer.headers.get('x-error-code')).toBe('link_not_valid');
    expect(answer.headers.has('x-error-fields')).toBe(false);
  });

  it('comes with the seconds of Retry-After where a request is too often', async () => {
    expect((await signInTooOften()).headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('X-Error-Fields', () => {
  const signUpAs = (changes: object) =>
    client.call(users, 'POST', '/api/users/', { body: { ...ada, ...changes } });

  it('has a code for each field that is wrong, with its numbers', async () => {
    const first_name = 'a'.repeat(256);
    const answer = await signUpAs({ first_name, last_name: undefined, email: 'x', password: null });
    expect(answer.headers.get('x-error-fields')).toBe(
      'first_name=too_long;max=255, last_name=required, email=not_an_email, password=null',
    );
  });

  it('has every rule that a password breaks', async () => {
    const answer = await signUpAs({
      email: 'new@example.com',
      password: '123',
      re_password: '123',
    });
    expect(answer.headers.get('x-error-fields')).toBe(
      'password=(password_too_short;min=8 password_too_common password_numeric)',
    );
  });

  it('has what the database alone knows, and what is wrong with several fields', async () => {
    expect((await signUpAs({})).headers.get('x-error-fields')).toBe('email=taken');
    const differing = { email: 'new@example.com', re_password: `${PASSWORD}x` };
    expect((await signUpAs(differing)).headers.get('x-error-fields')).toBe(
      'non_field_errors=passwords_differ',
    );
  });
});

it('pages of an allowed origin may read the codes and when to try again', async () => {
  const answer = await post({}, { origin: FRIEND });
  expect(answer.headers.get('access-control-expose-headers')?.split(', ')).toEqual(
    expect.arrayContaining(['X-Error-Code', 'X-Error-Fields', 'Retry-After']),
  );
});

it('without the database a forged token is refused as always, and a sign-in is unavailable', async () => {
  await app.ctx.db.close();
  const answer = await client.call(me, 'GET', '/api/users/me/', {
    headers: { authorization: `Bearer ${'x'.repeat(20)}` },
  });
  expect([answer.status, answer.headers.get('x-error-code')]).toEqual([401, 'not_authenticated']);
  const signingIn = await post(wrong);
  expect([signingIn.status, signingIn.headers.get('x-error-code')]).toEqual([503, 'unavailable']);
});
