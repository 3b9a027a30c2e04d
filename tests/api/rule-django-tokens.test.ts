import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as logout from '@/app/api/logout/route';
import * as sessions from '@/app/api/sessions/route';
import * as me from '@/app/api/users/me/route';
import * as reset from '@/app/api/users/reset_password/route';
import * as confirm from '@/app/api/users/reset_password_confirm/route';
import { insertUser } from '@/db/repositories/accounts';
import { endAllSessions } from '@/db/repositories/sessions';
import { findUserByEmail } from '@/db/repositories/users';
import { setActive } from '@/lib/server/accounts/administration';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { linkIn, tokensOf } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';
import { userRow } from '@/tests/support/test-database';

const KEY = 'a-django-secret-key-of-at-least-32-bytes';
/** Made by simplejwt 5.2 for the user 41, good from 2025-12-31 to 2026-01-02. */
const BY_SIMPLEJWT =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCIsImV4cCI6MTc2NzMxMjAwMCwiaWF0IjoxNzY3MTM5MjAwLCJqdGkiOiIxMWM0MmQwYmU1MTM0Y2E3YWU5NmQ1ZmI1MDc3MGNmMyIsInVzZXJfaWQiOjQxfQ.ueaol29OF9wAuT4q7i9yfOSqpNvRLXTn1GwghzmUPaU';

const app = await startTestApp({ DJANGO_SECRET_KEY: KEY });
const { ctx, clock } = app;
let people = 0;

/** Imports a user; returns the address. */
async function imported(changes: Parameters<typeof userRow>[0] = {}): Promise<string> {
  people += 1;
  const email = `person${people}@example.com`;
  await insertUser(ctx.db, userRow({ id: people, email, importedAt: new Date(0), ...changes }));
  return email;
}

/** A refresh token as simplejwt makes it, for the newest user. */
function djangoToken(changes: JWTPayload = {}, key = KEY): Promise<string> {
  const iat = Math.floor(clock.now().getTime() / 1000);
  const jti = randomUUID().replaceAll('-', '');
  const claims = { token_type: 'refresh', exp: iat + 86_400, iat, jti, user_id: people };
  return new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(key));
}

const post = (token: string, client = new ApiClient()) =>
  client.call(refresh, 'POST', '/api/jwt/refresh/', { body: { refresh: token } });
const statusOf = async (token: string | Promise<string>) => (await post(await token)).status;
const asMe = ({ access }: { access: string }) =>
  new ApiClient().call(me, 'GET', '/api/users/me/', {
    headers: { authorization: `Bearer ${access}` },
  });

const mailTo = async (address: string) => (await app.mails()).find(({ to }) => to === address);

describe('a live refresh token of the Django system', () => {
  it('is exchanged for a session of whom it names', async () => {
    await insertUser(ctx.db, userRow({ id: 41, importedAt: new Date(0) }));
    const answer = await post(BY_SIMPLEJWT);
    expect(answer.status).toBe(200);
    expect((await asMe(tokensOf(answer))).json).toMatchObject({ id: 41, email: 'ada@example.com' });
    expect(await statusOf(tokensOf(answer).refresh)).toBe(200);
    const event = expect.objectContaining({ event: 'django-token-presented', userId: 41 });
    expect(app.logged).toContainEqual(event);
  });

  it('is taken from the cookie, and may name the user in text', async () => {
    await imported();
    const browser = new ApiClient('browser');
    browser.jar.refresh = await djangoToken({ user_id: String(people) as unknown as number });
    const answer = await browser.call(refresh, 'POST', '/api/jwt/refresh/');
    expect(answer.text).toBe('{}');
    expect((await browser.call(me, 'GET', '/api/users/me/')).json).toMatchObject({ id: people });
  });

  it('leads 20 that ask at once, or ask again within the grace, to one session', async () => {
    await imported();
    const token = await djangoToken();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(token)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    clock.advance(10);
    expect(new Set([...answers, await post(token)].map(({ text }) => text)).size).toBe(1);
  });

  it('was copied if it comes back later: the session ends and its owner is told', async () => {
    const email = await imported();
    const token = await djangoToken();
    const tokens = tokensOf(await post(token));
    clock.advance(10.001);
    expect(await statusOf(token)).toBe(401);
    expect((await asMe(tokens)).status).toBe(401);
    expect(await mailTo(email)).toMatchObject({ subject: expect.stringContaining('ended') });
    expect(await statusOf(token)).toBe(401);
  });

  it('does not outlive the signing out of its session', async () => {
    await imported();
    const token = await djangoToken();
    const { access } = tokensOf(await post(token));
    const headers = { authorization: `Bearer ${access}` };
    await new ApiClient().call(logout, 'POST', '/api/logout/', { headers });
    expect(await statusOf(token)).toBe(401);
  });
});

describe('401', () => {
  it.each([
    ['has expired', { exp: 1_767_225_599 }],
    ['never expires', { exp: undefined }],
    ['is an access token', { token_type: 'access' }],
    ['has no id', { jti: undefined }],
    ['names an id that no user has', { user_id: 999 }],
    ['names no id', { user_id: 'ada' }],
    ['lives longer than a session may', { exp: 1_767_225_600 + 31 * 86_400 }],
  ])('for one that %s', async (_, changes) => {
    await imported();
    expect(await statusOf(djangoToken(changes))).toBe(401);
  });

  it('for one that another key signed, or none', async () => {
    await imported();
    expect(await statusOf(djangoToken({}, `${KEY}x`))).toBe(401);
    const [, body] = (await djangoToken()).split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    expect(await statusOf(`${none}.${body}.`)).toBe(401);
  });

  it('for a user who signed up here: in Django another user has the id', async () => {
    await imported({ importedAt: null });
    expect(await statusOf(djangoToken())).toBe(401);
  });

  it('for an inactive user, before the exchange and after', async () => {
    const email = await imported();
    const [first, second] = [await djangoToken(), await djangoToken()];
    expect(await statusOf(first)).toBe(200);
    await editUser(ctx, email, { isActive: false });
    expect(await statusOf(first)).toBe(401);
    expect(await statusOf(second)).toBe(401);
  });

  it('once the password was changed here, which ends everything', async () => {
    const email = await imported();
    const [used, unused] = [await djangoToken(), await djangoToken()];
    expect(await statusOf(used)).toBe(200);
    await new ApiClient().call(reset, 'POST', '/api/users/reset_password/', { body: { email } });
    const link = linkIn(await mailTo(email));
    const body = { ...link, new_password: `${PASSWORD}2`, re_new_password: `${PASSWORD}2` };
    const path = '/api/users/reset_password_confirm/';
    expect((await new ApiClient().call(confirm, 'POST', path, { body })).status).toBe(204);
    expect(await statusOf(used)).toBe(401);
    expect(await statusOf(unused)).toBe(401);
  });

  it('once an operator has ended all sessions, or shut the account for a while', async () => {
    const email = await imported();
    const token = await djangoToken();
    const user = await findUserByEmail(ctx.db, email);
    const admin = { ...ctx, bcryptCost: 4 };
    if (user) await setActive(admin, user, false);
    const shut = await findUserByEmail(ctx.db, email);
    if (shut) await setActive(admin, shut, true);
    expect(await statusOf(token)).toBe(401);
    await imported();
    const another = await djangoToken();
    await endAllSessions(ctx.db, 'operator', clock.now());
    expect(await statusOf(another)).toBe(401);
  });

  it('once its owner has signed out all other devices', async () => {
    const email = await imported();
    const [here, there] = [await djangoToken(), await djangoToken()];
    const client = new ApiClient('browser');
    await post(here, client);
    const ended = await client.call(sessions, 'DELETE', '/api/sessions/');
    expect(ended.status).toBe(204);
    expect(await statusOf(there)).toBe(401);
    expect((await client.call(me, 'GET', '/api/users/me/')).status).toBe(200);
    expect(await findUserByEmail(ctx.db, email)).toMatchObject({ importedAt: null });
  });

  it('without the setting', async () => {
    await imported();
    const token = await djangoToken();
    const status = await withChanged(ctx.settings, { DJANGO_SECRET_KEY: undefined }, () =>
      statusOf(token),
    );
    expect(status).toBe(401);
  });
});
