import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as verify from '@/app/api/jwt/verify/route';
import * as logout from '@/app/api/logout/route';
import * as me from '@/app/api/users/me/route';
import type { RouteHandlers } from '@/lib/server/http/route';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { signIn, signUp, tokensOf } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const SITE_URL = 'https://app.example.com';
const app = await startTestApp({ SITE_URL, AUTH_COOKIE_DOMAIN: 'example.com' });
await signUp();
await signUp({ email: 'eve@example.com' });

/** Sends twins of a cookie, as a browser does. */
const send = (handlers: RouteHandlers, name: 'access' | 'refresh', ...twins: string[]) => {
  const cookie = twins.map((twin) => `${name}=${twin}`).join('; ');
  const headers = { cookie, origin: SITE_URL };
  return new ApiClient().call(handlers, handlers === me ? 'GET' : 'POST', '/', { headers });
};
const renewed = async (token: string) => {
  const body = { refresh: token };
  return tokensOf(await new ApiClient().call(refresh, 'POST', '/', { body }));
};
const deadPair = async () => {
  const pair = await signIn();
  await new ApiClient().call(logout, 'POST', '/', {
    headers: { authorization: `Bearer ${pair.access}` },
  });
  return pair;
};
/** The places of cookies that an answer takes away, and the names that it gives values. */
const cookiesOf = ({ cookies }: Awaited<ReturnType<typeof send>>) => ({
  cleared: cookies.filter(({ maxAge }) => maxAge === 0).map(({ name, domain }) => [name, domain]),
  set: cookies.filter(({ maxAge }) => maxAge !== 0).map(({ name }) => name),
});
const TWINS = ['access', 'refresh'].flatMap((name) => [
  [name, undefined],
  [name, 'app.example.com'],
]);

describe('a dead twin of a cookie', () => {
  it.each(['first', 'last'])('does not stand in the way of the good one: %s', async (place) => {
    const [dead, good] = [await deadPair(), await signIn()];
    const order = (one: string, other: string) => (place === 'first' ? [one, other] : [other, one]);
    expect((await send(me, 'access', ...order(dead.access, good.access))).status).toBe(200);
    expect((await send(verify, 'access', ...order('x.y.z', good.access))).status).toBe(200);
    const answer = await send(refresh, 'refresh', ...order(dead.refresh, good.refresh));
    expect(answer.status).toBe(200);
    expect(cookiesOf(answer)).toEqual({ cleared: TWINS, set: ['access', 'refresh'] });
  });

  it('of an earlier generation is not taken for a stolen token', async () => {
    const first = await signIn();
    app.clock.advance(60);
    const second = await renewed(first.refresh);
    app.clock.advance(60);
    const answer = await send(refresh, 'refresh', first.refresh, second.refresh);
    expect(answer.status).toBe(200);
    expect(app.logged.filter(({ event }) => event === 'refresh-token-reused')).toEqual([]);
    // By itself it still is.
    app.clock.advance(60);
    expect((await send(refresh, 'refresh', first.refresh)).status).toBe(401);
    expect((await send(refresh, 'refresh', second.refresh)).status).toBe(401);
  });

  it('goes with the good one when the user signs out, and both sessions end', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const answer = await send(logout, 'refresh', one.refresh, other.refresh);
    expect(answer.status).toBe(204);
    const own = [
      ['access', 'example.com'],
      ['refresh', 'example.com'],
    ];
    expect(cookiesOf(answer)).toEqual({ cleared: [...own, ...TWINS], set: [] });
    for (const { access } of [one, other])
      expect((await send(me, 'access', access)).status).toBe(401);
  });

  it('is refused with all others if none is good, and each place is cleared', async () => {
    const [one, other] = [await deadPair(), await deadPair()];
    const answer = await send(refresh, 'refresh', one.refresh, other.refresh, 'x');
    expect(answer.status).toBe(401);
    expect(cookiesOf(answer).cleared).toHaveLength(6);
  });

  it('is counted with its twins as one request', async () => {
    const { refresh: good } = await signIn();
    const counted: string[] = [];
    const dead = (await deadPair()).refresh;
    const { sizeOf: size } = app.ctx.limits;
    const sizeOf: typeof size = (limit) => {
      counted.push(limit);
      return size(limit);
    };
    await withChanged(app.ctx.limits, { sizeOf }, () =>
      send(refresh, 'refresh', dead, good, 'a.b.c'),
    );
    expect(counted).toEqual(['refresh']);
  });
});

describe('a twin that another host planted', () => {
  it.each(['first', 'last'])('wins no session, in whichever place: %s', async (place) => {
    const [own, planted] = [await signIn(), await signIn('eve@example.com')];
    const order = (one: string, other: string) => (place === 'first' ? [one, other] : [other, one]);
    expect((await send(me, 'access', ...order(planted.access, own.access))).status).toBe(401);
    expect((await send(verify, 'access', ...order(planted.access, own.access))).status).toBe(401);
    const answer = await send(refresh, 'refresh', ...order(planted.refresh, own.refresh));
    expect([answer.status, answer.json]).toEqual([
      401,
      { detail: 'Token is invalid or expired', code: 'token_not_valid' },
    ]);
    expect(cookiesOf(answer)).toMatchObject({ set: [], cleared: expect.arrayContaining(TWINS) });
    // Neither session was touched: both tokens are as good as before, each by itself.
    expect((await send(refresh, 'refresh', own.refresh)).status).toBe(200);
  });

  it('wins none either by as many as hide the own one', async () => {
    const own = await signIn();
    const planted = await Promise.all(Array.from({ length: 5 }, () => signIn('eve@example.com')));
    const all = [...planted, own];
    const access = all.map((pair) => pair.access);
    const answer = await send(refresh, 'refresh', ...all.map((pair) => pair.refresh));
    for (const handlers of [me, verify]) {
      expect((await send(handlers, 'access', ...access)).status).toBe(401);
    }
    expect(answer.status).toBe(401);
    expect(cookiesOf(answer)).toMatchObject({ set: [], cleared: expect.arrayContaining(TWINS) });
    expect((await send(refresh, 'refresh', own.refresh)).status).toBe(200);
  });

  it('ends when the user signs in, with all that came along', async () => {
    const planted = await signIn('eve@example.com');
    const other = await signIn('eve@example.com');
    await new ApiClient().call(create, 'POST', '/', {
      body: { email: 'ada@example.com', password: PASSWORD },
      headers: { cookie: `refresh=${planted.refresh}; refresh=${other.refresh}` },
    });
    for (const { access } of [planted, other]) {
      expect((await send(me, 'access', access)).status).toBe(401);
    }
  });

  it('of garbage signs the user out of nothing', async () => {
    const { access } = await signIn();
    expect((await send(me, 'access', 'x', 'y', 'z', access)).status).toBe(200);
  });
});

it('of several sessions of one account, the one begun last counts', async () => {
  const older = await signIn();
  app.clock.advance(60);
  const newer = await signIn();
  const answer = await send(refresh, 'refresh', older.refresh, newer.refresh);
  expect(answer.status).toBe(200);
  expect((await send(refresh, 'refresh', older.refresh)).status).toBe(200);
  app.clock.advance(60);
  expect((await send(refresh, 'refresh', newer.refresh)).status).toBe(401);
});
