import { pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as me from '@/app/api/users/me/route';
import * as confirm from '@/app/api/users/reset_password_confirm/route';
import * as users from '@/app/api/users/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as setPassword from '@/app/api/users/set_password/route';
import { findUserByEmail } from '@/db/repositories/users';
import { hashPassword } from '@/lib/server/passwords/hash';
import { ApiClient } from '@/tests/support/api-client';
import { ada, tokensOf } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();

/** One password as two kinds of system type it. */
const composed = 'un caf\u00e9 tr\u00e8s serr\u00e9';
const decomposed = composed.normalize('NFD');
const BOTH_WAYS = [
  ['composed', composed, 'decomposed', decomposed],
  ['decomposed', decomposed, 'composed', composed],
] as const;

const call = (
  route: Parameters<ApiClient['call']>[0],
  method: 'POST' | 'DELETE',
  path: string,
  body: object,
  access = '',
) => {
  const headers = access ? { authorization: `Bearer ${access}` } : undefined;
  return new ApiClient().call(route, method, path, { body, headers });
};
const signIn = (email: string, password: string) =>
  call(create, 'POST', '/api/jwt/create/', { email, password });

let people = 0;
/** A new account with this password; returns its address and an access token. */
async function newPerson(password: string, repeated = password) {
  people += 1;
  const email = `person${people}@example.com`;
  const body = { ...ada, email, password, re_password: repeated };
  expect((await call(users, 'POST', '/api/users/', body)).status).toBe(201);
  return { email, access: tokensOf(await signIn(email, password)).access };
}
const hashOf = async (email: string) => (await findUserByEmail(app.ctx.db, email))?.password;

describe.each(BOTH_WAYS)('a password set %s', (_, set, _typedAs, typed) => {
  it('signs in typed %s, and its hash stays as it is', async () => {
    const { email } = await newPerson(set);
    const before = await hashOf(email);
    expect((await signIn(email, typed)).status).toBe(200);
    expect((await signIn(email, `${typed}e`)).status).toBe(401);
    expect(await hashOf(email)).toBe(before);
  });

  it('is renewed in the form in which it was set, also where Django had set it', async () => {
    const { email } = await newPerson(set);
    const salt = 'ajk3Y8XsW1';
    const digest = pbkdf2Sync(set, salt, 1000, 32, 'sha256').toString('base64');
    await editUser(app.ctx, email, { password: `pbkdf2_sha256$1000$${salt}$${digest}` });
    expect((await signIn(email, typed)).status).toBe(200);
    const renewed = await hashOf(email);
    expect(renewed).toMatch(/^bcrypt_sha256\$/);
    const { default: bcrypt } = await import('bcryptjs');
    const { createHash } = await import('node:crypto');
    const hex = createHash('sha256').update(set, 'utf8').digest('hex');
    expect(await bcrypt.compare(hex, renewed?.slice('bcrypt_sha256$'.length) ?? '')).toBe(true);
  });

  it('is right wherever the current one is asked for', async () => {
    const { email, access } = await newPerson(set);
    const change = { current_password: typed, new_email: `${people}@new.example.com` };
    expect((await call(setEmail, 'POST', '/api/users/set_email/', change, access)).status).toBe(
      204,
    );
    const next = { current_password: typed, new_password: `${typed} 2` };
    const changed = await call(setPassword, 'POST', '/api/users/set_password/', next, access);
    expect(changed.status).toBe(204);
    expect((await signIn(email, `${set} 2`)).status).toBe(200);
    const deletion = { current_password: `${set} 2` };
    expect((await call(me, 'DELETE', '/api/users/me/', deletion, access)).status).toBe(204);
  });

  it('may be repeated in the other form', async () => {
    const { email } = await newPerson(set, typed);
    expect((await signIn(email, typed)).status).toBe(200);
    // The link is wrong: that is said only once both passwords are the same.
    const body = { uid: 'MQ', token: 'x', new_password: set, re_new_password: typed };
    const answer = await call(confirm, 'POST', '/api/users/reset_password_confirm/', body);
    expect(answer.json).toEqual({ token: ['Invalid token for given user.'] });
  });
});

it('a password that is wrong in both forms counts as one attempt', async () => {
  const { email } = await newPerson(composed);
  for (let at = 0; at < 10; at += 1) {
    expect((await signIn(email, `${decomposed}${at}`)).status).toBe(401);
  }
  expect((await signIn(email, `${decomposed}x`)).status).toBe(429);
});

it('a weak hash is renewed with the password as it was set', async () => {
  const { email } = await newPerson(composed);
  await editUser(app.ctx, email, { password: await hashPassword(composed, 4) });
  await withChanged(app.ctx.settings, { BCRYPT_COST: 5 }, async () => {
    expect((await signIn(email, decomposed)).status).toBe(200);
    expect(await hashOf(email)).toMatch(/^bcrypt_sha256\$\$2b\$05/);
    expect((await signIn(email, composed)).status).toBe(200);
  });
});
