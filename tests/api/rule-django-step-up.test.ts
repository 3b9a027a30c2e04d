import { SignJWT } from 'jose';
import { expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as me from '@/app/api/users/me/route';
import * as setEmail from '@/app/api/users/set_email/route';
import { insertUser } from '@/db/repositories/accounts';
import { findUserByEmail } from '@/db/repositories/users';
import { makeUnusablePassword } from '@/lib/server/passwords/hash';
import { toUnixSeconds } from '@/lib/shared/time';
import { ApiClient } from '@/tests/support/api-client';
import { tokensOf } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';
import { userRow } from '@/tests/support/test-database';

const KEY = 'a-django-secret-key-of-at-least-32-bytes';
const { ctx, clock } = await startTestApp({ DJANGO_SECRET_KEY: KEY });

it.each([
  ['long ago', 1, -7 * 86_400],
  ['just now', 2, 0],
  ['at a time that it does not tell', 3, null],
])('a token from Django is no recent sign-in, issued %s', async (_, id, age) => {
  const email = `person${id}@example.com`;
  const password = makeUnusablePassword();
  await insertUser(ctx.db, userRow({ id, email, password, importedAt: new Date(0) }));
  const now = toUnixSeconds(clock.now());
  const issued = age === null ? {} : { iat: now + age };
  const claims = { token_type: 'refresh', exp: now + 60, jti: `${id}`.repeat(32), user_id: id };
  const token = await new SignJWT({ ...claims, ...issued })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(KEY));
  const call = { body: { refresh: token } };
  const { access } = tokensOf(
    await new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', call),
  );
  const headers = { authorization: `Bearer ${access}` };
  const body = { new_email: 'thief@example.com' };
  const path = '/api/users/set_email/';
  const asked = await new ApiClient().call(setEmail, 'POST', path, { body, headers });
  const deleted = await new ApiClient().call(me, 'DELETE', '/api/users/me/', { headers });
  expect([asked.status, deleted.status]).toEqual([403, 403]);
  expect(await findUserByEmail(ctx.db, email)).not.toBeNull();
});
