import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as me from '@/app/api/users/me/route';
import { findLiveSession } from '@/db/repositories/sessions';
import { findUserByEmail } from '@/db/repositories/users';
import { hashPassword } from '@/lib/server/passwords/hash';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signIn, signInBrowser, signUp, tokensOf } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp({ username: 'Countess' });
const SAME_AGAIN = await hashPassword(PASSWORD, 4);

const post = (body: unknown, client = new ApiClient(), headers = {}) =>
  client.call(create, 'POST', '/api/jwt/create/', { body, headers });
const good = { email: ada.email, password: PASSWORD };

describe('200', () => {
  it('hands a native client both tokens, in the body and in cookies', async () => {
    const answer = await post(good);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json as object)).toEqual(['refresh', 'access']);
    const { access, refresh } = tokensOf(answer);
    expect(answer.cookies).toMatchObject([
      { name: 'access', value: access, maxAge: 300, httpOnly: true, path: '/', sameSite: 'lax' },
      { name: 'refresh', value: refresh, maxAge: 86_400, httpOnly: true, path: '/' },
      { name: 'device', maxAge: 365 * 86_400, httpOnly: true, sameSite: 'lax' },
    ]);
  });

  it.each([
    ['Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
    ['Origin', { origin: 'http://localhost:3000' }],
  ])('shows no token to the page of a browser, known by %s', async (_, headers) => {
    const answer = await post(good, new ApiClient(), headers);
    expect(answer.text).toBe('{}');
    expect(answer.cookies.map(({ name }) => name)).toEqual(['access', 'refresh', 'device']);
  });

  it('signs claims like simplejwt’s', async () => {
    const { access, refresh } = await signIn();
    const iat = Math.floor(app.clock.now().getTime() / 1000);
    expect(decodeProtectedHeader(access)).toMatchObject({ alg: 'HS256', typ: 'JWT' });
    expect(decodeJwt(access)).toMatchObject({
      token_type: 'access',
      iat,
      exp: iat + 300,
      user_id: 1,
      jti: expect.any(String),
      sid: expect.stringMatching(/^[\w-]{22}$/),
    });
    expect(decodeJwt(refresh)).toMatchObject({
      token_type: 'refresh',
      exp: iat + 86_400,
      sid: decodeJwt(access).sid,
      generation: 0,
    });
    expect(decodeJwt(refresh).jti).not.toBe(decodeJwt(access).jti);
  });

  it.each([{ email: ' ADA@Example.COM ' }, { username: 'countess' }, { username: ' COUNTESS ' }])(
    'knows the account under %j',
    async (name) => {
      expect((await post({ ...name, password: PASSWORD })).status).toBe(200);
    },
  );

  it('records the sign-in', async () => {
    app.clock.advance(1);
    await signIn();
    const user = await findUserByEmail(app.ctx.db, ada.email);
    expect(user?.lastLogin).toEqual(app.clock.now());
  });

  it('renews a hash that is weaker than one made today', async () => {
    await signUp({ email: 'old@example.com' });
    const weak = await hashPassword(PASSWORD, 4);
    await editUser(app.ctx, 'old@example.com', { password: weak });
    const { settings } = app.ctx;
    Object.assign(settings, { BCRYPT_COST: 5 });
    await signIn('old@example.com');
    Object.assign(settings, { BCRYPT_COST: 4 });
    const user = await findUserByEmail(app.ctx.db, 'old@example.com');
    expect(user?.password).toMatch(/^bcrypt_sha256\$\$2b\$05\$/);
    expect((await post({ ...good, email: 'old@example.com' })).status).toBe(200);
  });

  it('ends the session that the browser had before', async () => {
    const browser = await signInBrowser();
    const former = { cookie: `access=${browser.jar.access}` };
    await post(good, browser);
    const call = (client: ApiClient, headers = {}) =>
      client.call(me, 'GET', '/api/users/me/', { headers });
    expect((await call(new ApiClient(), former)).status).toBe(401);
    expect((await call(browser)).status).toBe(200);
  });
});

describe('an account that changes while its password is being checked', () => {
  it.each([
    ['is deactivated', { isActive: false }, 401],
    ['has another password', { password: '!' }, 401],
    ['has the same password in a new hash', { password: SAME_AGAIN }, 200],
  ])('and %s is answered by its new state', async (what, changes, status) => {
    const email = `${what.replaceAll(' ', '-')}@example.com`;
    await signUp({ email });
    const { changeTogether } = app.ctx.db;
    let isFirst = true;
    const late: typeof changeTogether = async (change, effects) => {
      if (isFirst) await editUser(app.ctx, email, changes);
      isFirst = false;
      return changeTogether(change, effects);
    };
    const answer = await withChanged(app.ctx.db, { changeTogether: late }, () =>
      post({ ...good, email }),
    );
    expect(answer.status).toBe(status);
  });
});

describe('a session', () => {
  it('of another client does not end by a bearer token that comes along', async () => {
    const { access } = await signIn();
    const headers = { authorization: `Bearer ${access}` };
    await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: good, headers });
    const answer = await new ApiClient().call(me, 'GET', '/api/users/me/', { headers });
    expect(answer.status).toBe(200);
  });

  it('keeps no more than 512 characters of a user agent', async () => {
    const headers = { 'user-agent': 'x'.repeat(4000) };
    const answer = await new ApiClient().call(create, 'POST', '/api/jwt/create/', {
      body: good,
      headers,
    });
    const { sid = '' } = decodeJwt<{ sid: string }>(tokensOf(answer).access);
    const found = await findLiveSession(app.ctx.db, sid, app.clock.now());
    expect(found?.session.userAgent).toBe('x'.repeat(512));
  });
});

describe('400', () => {
  const R = ['This field is required.'];
  it.each([
    [{}, { email: R, password: R }],
    [{ username: 'x' }, { password: R }],
    [
      { email: '', password: '' },
      { email: ['This field may not be blank.'], password: ['This field may not be blank.'] },
    ],
    [
      { email: null, password: [] },
      { email: ['This field may not be null.'], password: ['Not a valid string.'] },
    ],
  ])('answers %j with the field errors', async (body, errors) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual(errors);
  });
});

describe('401', () => {
  it('says the same of an unknown account, a wrong password and an inactive account', async () => {
    await signUp({ email: 'gone@example.com' });
    await editUser(app.ctx, 'gone@example.com', { isActive: false });
    for (const body of [
      { email: 'nobody@example.com', password: PASSWORD },
      { email: 'not an address', password: PASSWORD },
      { username: 'no body', password: PASSWORD },
      { email: ada.email, password: 'wrong' },
      { email: ada.email, password: `${PASSWORD} ` },
      { email: 'gone@example.com', password: PASSWORD },
    ]) {
      const answer = await post(body);
      expect(answer.status).toBe(401);
      expect(answer.text).toBe('{"detail":"No active account found with the given credentials"}');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
      expect(answer.cookies).toEqual([]);
    }
  });

  it('gives no way in with an unusable password', async () => {
    await signUp({ email: 'social@example.com' });
    await editUser(app.ctx, 'social@example.com', { password: '!' });
    for (const password of ['!', '', ' '])
      expect([400, 401]).toContain((await post({ email: 'social@example.com', password })).status);
  });
});

describe('the log', () => {
  it('names who signed in and holds neither password nor token', async () => {
    const { access, refresh } = await signIn();
    const log = JSON.stringify(app.logged);
    expect(log).toContain('"event":"signed-in"');
    for (const secret of [PASSWORD, access, refresh]) expect(log).not.toContain(secret);
  });
});
