import { pbkdf2Sync } from 'node:crypto';
import { expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const { email } = ada;
const post = (body: unknown) => new ApiClient().call(create, 'POST', '/api/jwt/create/', { body });

it('a hash of Django’s opens its account, and is renewed', async () => {
  await signUp();
  const salt = 'ajk3Y8XsW1';
  const hash = pbkdf2Sync(PASSWORD, salt, 1000, 32, 'sha256').toString('base64');
  await editUser(app.ctx, email, { password: `pbkdf2_sha256$1000$${salt}$${hash}` });
  expect((await post({ email, password: 'wrong' })).status).toBe(401);
  expect((await post({ email, password: PASSWORD })).status).toBe(200);
  const renewed = (await findUserByEmail(app.ctx.db, email))?.password;
  expect(renewed).toMatch(/^bcrypt_sha256\$/);
  expect((await post({ email, password: PASSWORD })).status).toBe(200);
  expect((await findUserByEmail(app.ctx.db, email))?.password).toBe(renewed);
});

it('an address sent as user name is an address, as where Django’s user names are addresses', async () => {
  const username = email.toUpperCase();
  expect((await post({ username, password: PASSWORD })).status).toBe(200);
  expect((await post({ username, password: 'wrong' })).status).toBe(401);
});
