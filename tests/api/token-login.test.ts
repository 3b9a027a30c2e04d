import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as verify from '@/app/api/jwt/verify/route';
import * as sessions from '@/app/api/sessions/route';
import * as login from '@/app/api/token/login/route';
import * as me from '@/app/api/users/me/route';
import * as setPassword from '@/app/api/users/set_password/route';
import type { RouteHandlers } from '@/lib/server/http/route';
import { signSessionKey } from '@/lib/server/sessions/session-key';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';

const DAY_SECONDS = 86_400;
const app = await startTestApp({ TOKEN_ENDPOINTS: 'true', RATE_LIMIT: 'on' });
await signUp({ username: 'countess' });
const good = { email: ada.email, password: PASSWORD };

const post = (body: unknown, headers: Record<string, string> = {}) =>
  new ApiClient().call(login, 'POST', '/api/token/login/', { body, headers });
const keyOf = async (body: object = good) =>
  ((await post(body)).json as { auth_token: string }).auth_token;
const get = (authorization: string, handlers: RouteHandlers = me) =>
  new ApiClient().call(handlers, 'GET', '/api/users/me/', { headers: { authorization } });
const statusOf = async (key: string) => (await get(`Token ${key}`)).status;

describe('200', () => {
  it('gives a client that is no browser one key, which stands for a session, and no pair', async () => {
    const answer = await post(good);
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^\{"auth_token":"[\w-]{22}\.[\w-]{43}"\}$/);
    expect(answer.cookies.map(({ name }) => name)).toEqual(['device']);
    const { auth_token } = answer.json as { auth_token: string };
    expect((await get(`token ${auth_token}`)).json).toMatchObject({ email: ada.email });
    const listed = (await get(`Token ${auth_token}`, sessions)).json as Record<string, unknown>[];
    expect(listed.filter((one) => one.is_current)).toMatchObject([{ id: auth_token.slice(0, 22) }]);
  });

  it('takes a user name, too', async () => {
    expect(await statusOf(await keyOf({ username: 'Countess', password: PASSWORD }))).toBe(200);
  });

  it('shows a browser no key: it gets cookies, of a session like any other', async () => {
    for (const name of ['origin', 'sec-fetch-site']) {
      const value = name === 'origin' ? 'http://localhost:3000' : 'same-origin';
      const answer = await post(good, { [name]: value });
      expect([answer.status, answer.text]).toEqual([200, '{}']);
      expect(answer.cookies.map(({ name }) => name)).toEqual(['access', 'refresh', 'device']);
    }
    await withChanged(app.ctx.settings, { AUTH_TOKENS_IN_BODY: 'always' }, async () => {
      expect((await post(good, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      const answer = await post(good, { origin: 'http://localhost:3000' });
      expect(answer.text).toContain('auth_token');
      expect(answer.cookies.map(({ name }) => name)).toEqual(['device']);
    });
  });

  it('the key is good without a refresh, until the session ends in any case', async () => {
    const key = await keyOf();
    app.clock.advance(29 * DAY_SECONDS);
    expect(await statusOf(key)).toBe(200);
    app.clock.advance(DAY_SECONDS);
    expect(await statusOf(key)).toBe(401);
  });

  it('the key outlives a rotated secret that is still named, and no other', async () => {
    const key = await keyOf();
    const JWT_SECRET = 'another-secret-of-at-least-32-bytes!';
    const JWT_PREVIOUS_SECRETS = [app.ctx.settings.JWT_SECRET];
    const rotated = { JWT_SECRET, JWT_PREVIOUS_SECRETS };
    await withChanged(app.ctx.settings, rotated, async () => {
      expect(await statusOf(key)).toBe(200);
    });
    await withChanged(app.ctx.settings, { JWT_SECRET }, async () => {
      expect(await statusOf(key)).toBe(401);
    });
  });
});

describe('the key', () => {
  it.each(['password', 'account', 'list'] as const)('ends with its session: %s', async (way) => {
    const key = await keyOf();
    const other = { authorization: `Bearer ${(await signIn()).access}` };
    if (way === 'password') {
      const body = { current_password: PASSWORD, new_password: PASSWORD };
      await new ApiClient().call(setPassword, 'POST', '/', { body, headers: other });
    }
    if (way === 'account') await editUser(app.ctx, ada.email, { isActive: false });
    if (way === 'list') await new ApiClient().call(sessions, 'DELETE', '/', { headers: other });
    expect(await statusOf(key)).toBe(401);
    await editUser(app.ctx, ada.email, { isActive: true });
    expect((await get(other.authorization)).status).toBe(200);
  });

  it('stays good when it changes the password, with no cookies in its place', async () => {
    const key = await keyOf();
    const answer = await new ApiClient().call(setPassword, 'POST', '/', {
      body: { current_password: PASSWORD, new_password: PASSWORD },
      headers: { authorization: `Token ${key}` },
    });
    expect([answer.status, answer.cookies]).toEqual([204, []]);
    expect(await statusOf(key)).toBe(200);
  });

  it('is taken as it is and nowhere else, and wins over cookies even if it is bad', async () => {
    const key = await keyOf();
    const { access, refresh: token } = await signIn();
    const { settings } = app.ctx;
    const others = [`${key}A`, key.slice(1), `${key.slice(0, -1)}`, '', access, token, 'x.y'];
    others.push(`${signSessionKey(settings, 'A'.repeat(22))}`, key.replace('.', '..'));
    for (const bad of others) expect(await statusOf(bad), bad).toBe(401);
    const headers = { authorization: 'Token x', cookie: `access=${access}` };
    expect((await new ApiClient().call(me, 'GET', '/', { headers })).status).toBe(401);
    expect((await get(`Bearer ${key}`)).status).toBe(401);
    const cookie = { cookie: `access=${key}; refresh=${key}` };
    expect((await new ApiClient().call(me, 'GET', '/', { headers: cookie })).status).toBe(401);
    for (const [handlers, name] of [
      [refresh, 'refresh'],
      [verify, 'token'],
    ] as const) {
      const answer = await new ApiClient().call(handlers, 'POST', '/', { body: { [name]: key } });
      expect(answer.status).toBe(401);
    }
  });

  it('is nowhere in the log or the database', async () => {
    const key = await keyOf();
    await get(`Token ${key}`);
    const { db } = app.ctx;
    const rows = await Promise.all([
      db.query.select().from(db.tables.sessions),
      db.query.select().from(db.tables.auditEvents),
    ]);
    expect(JSON.stringify([app.logged, rows])).not.toContain(key.slice(23));
  });
});

describe('400', () => {
  const REFUSED = '{"non_field_errors":["Unable to log in with provided credentials."]}';

  it.each([
    ['a wrong password', { ...good, password: 'a-wrong-one' }],
    ['an unknown name', { ...good, email: 'nobody@example.com' }],
    ['no name', { password: PASSWORD }],
    ['no password', { email: ada.email }],
    ['nothing', {}],
  ])('is Djoser’s for %s', async (_, body) => {
    const answer = await post(body);
    expect([answer.status, answer.text]).toEqual([400, REFUSED]);
    expect(answer.headers.get('x-error-code')).toBe('credentials_refused');
    expect(answer.headers.has('www-authenticate')).toBe(false);
  });

  it('is the same for an account that is not active', async () => {
    await editUser(app.ctx, ada.email, { isActive: false });
    expect((await post(good)).text).toBe(REFUSED);
    await editUser(app.ctx, ada.email, { isActive: true });
  });

  it('is for fields that are none', async () => {
    const answer = await post({ email: '', password: true });
    expect(answer.text).toBe(
      '{"email":["This field may not be blank."],"password":["Not a valid string."]}',
    );
  });
});

it('429: a device that the account knows has a limit of its own', async () => {
  const { cookies } = await post(good);
  const cookie = `device=${cookies.find(({ name }) => name === 'device')?.value}`;
  const tryOnDevice = () => post({ ...good, password: 'a-wrong-one' }, { cookie });
  for (let tries = 0; tries < 10; tries += 1) expect((await tryOnDevice()).status).toBe(400);
  expect((await tryOnDevice()).status).toBe(429);
  expect((await post(good)).status).toBe(200);
});

it('429: a wrong password counts as one, wherever it is tried', async () => {
  await signUp({ email: 'bob@example.com' });
  const wrong = { email: 'bob@example.com', password: 'a-wrong-one' };
  const jwt = () => new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: wrong });
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await post(wrong)).status).toBe(400);
    expect((await jwt()).status).toBe(401);
  }
  expect([(await post(wrong)).status, (await jwt()).status]).toEqual([429, 429]);
  const refused = app.logged.filter(({ event }) => event === 'sign-in-refused');
  expect(refused.at(-1)).toMatchObject({ reason: 'wrong-password' });
});

it('without the setting, no key counts', async () => {
  const key = await keyOf();
  await withChanged(app.ctx.settings, { TOKEN_ENDPOINTS: false }, async () => {
    expect(await statusOf(key)).toBe(401);
  });
});
