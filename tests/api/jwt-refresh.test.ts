import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as logout from '@/app/api/logout/route';
import * as me from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import { AT_ONCE } from '@/tests/support/at-once';
import { ada, signIn, signInBrowser, signUp, tokensOf } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();

const post = (token?: unknown, client = new ApiClient()) =>
  client.call(refresh, 'POST', '/api/jwt/refresh/', {
    body: token === undefined ? undefined : { refresh: token },
  });
const isAlive = async (access: string) => {
  const headers = { authorization: `Bearer ${access}` };
  return (await new ApiClient().call(me, 'GET', '/api/users/me/', { headers })).status === 200;
};

async function expectRefused(answer: Awaited<ReturnType<typeof post>>) {
  expect(answer.status).toBe(401);
  expect(answer.text).toBe('{"detail":"Token is invalid or expired","code":"token_not_valid"}');
  expect(answer.cookies).toMatchObject([
    { name: 'access', value: '', maxAge: 0 },
    { name: 'refresh', value: '', maxAge: 0 },
  ]);
}

describe('200', () => {
  it('exchanges a refresh token for its successors', async () => {
    const old = await signIn();
    app.clock.advance(60);
    const answer = await post(old.refresh);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json as object)).toEqual(['access', 'refresh']);
    const fresh = tokensOf(answer);
    expect(fresh.refresh).not.toBe(old.refresh);
    expect(answer.cookies).toMatchObject([
      { name: 'access', value: fresh.access, maxAge: 300 },
      { name: 'refresh', value: fresh.refresh, maxAge: 86_400 },
    ]);
    expect(await isAlive(fresh.access)).toBe(true);
  });

  it(`is for all of ${2 * AT_ONCE} at once, with one successor: a limit counts rotations`, async () => {
    let { refresh: token } = await signIn();
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(Array.from({ length: 2 * AT_ONCE }, () => post(token)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      const successors = new Set(answers.map((answer) => tokensOf(answer).refresh));
      expect(successors.size).toBe(1);
      [token = ''] = successors;
    }
  });

  it('gives a browser its tokens in cookies alone', async () => {
    const answer = await post(undefined, await signInBrowser());
    expect(answer.text).toBe('{}');
    expect(answer.cookies).toHaveLength(2);
  });

  it('prefers the cookie to the body', async () => {
    expect((await post('x.y.z', await signInBrowser())).status).toBe(200);
    const browser = await signInBrowser();
    const answer = await browser.call(refresh, 'POST', '/api/jwt/refresh/', {
      body: { refresh: null },
    });
    expect(answer.status).toBe(200);
  });

  it('gives 20 that ask at once the same successor', async () => {
    const { refresh: token } = await signIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(token)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('gives the same successor again within the grace, as after a lost answer', async () => {
    const { refresh: token } = await signIn();
    const first = await post(token);
    app.clock.advance(10);
    expect((await post(token)).text).toBe(first.text);
  });

  it('puts off the idle end with every use, and never the absolute one', async () => {
    let { refresh: token } = await signIn();
    for (let day = 0; day < 30; day += 1) {
      app.clock.advance(86_399);
      const answer = await post(token);
      expect(answer.status).toBe(200);
      token = tokensOf(answer).refresh;
    }
    app.clock.advance(31);
    await expectRefused(await post(token));
  });
});

describe('a session near its end in any case', () => {
  it('gets tokens that end with it', async () => {
    let tokens = await signIn();
    const endsAt = Math.floor(app.clock.now().getTime() / 1000) + 30 * 86_400;
    for (let step = 0; step < 30; step += 1) {
      app.clock.advance(86_000);
      tokens = tokensOf(await post(tokens.refresh));
    }
    expect(decodeJwt(tokens.refresh).exp).toBe(endsAt);
    app.clock.advance(30 * 400 - 60);
    const answer = await post(tokens.refresh);
    expect(decodeJwt(tokensOf(answer).access).exp).toBe(endsAt);
    expect(answer.cookies.map(({ maxAge }) => maxAge)).toEqual([60, 60]);
  });
});

describe('400', () => {
  it.each([
    [undefined, 'This field is required.'],
    ['', 'This field may not be blank.'],
    [null, 'This field may not be null.'],
  ])('answers the refresh token %j', async (token, message) => {
    const answer = await post(token);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ refresh: [message] });
  });
});

describe('401', () => {
  it('refuses what is no token of ours', async () => {
    await expectRefused(await post('x.y.z'));
  });

  it('says so if it is an access token', async () => {
    const { access } = await signIn();
    const answer = await post(access);
    expect(answer.status).toBe(401);
    expect(answer.text).toBe('{"detail":"Token has wrong type","code":"token_not_valid"}');
  });

  it('refuses a token left unused for a day', async () => {
    const { refresh: token } = await signIn();
    app.clock.advance(86_400);
    await expectRefused(await post(token));
  });

  it('refuses a token of a session that is over: logging out cannot be refreshed away', async () => {
    const { refresh: token, access } = await signIn();
    const headers = { authorization: `Bearer ${access}` };
    await new ApiClient().call(logout, 'POST', '/api/logout/', { headers });
    await expectRefused(await post(token));
  });

  it('refuses a token of an inactive account', async () => {
    const { refresh: token } = await signIn();
    await editUser(app.ctx, ada.email, { isActive: false });
    await expectRefused(await post(token));
    await editUser(app.ctx, ada.email, { isActive: true });
  });

  it('takes a replay after the grace for theft: that session ends, others do not', async () => {
    const stolen = await signIn();
    const other = await signIn();
    const fresh = tokensOf(await post(stolen.refresh));
    app.clock.advance(10.001);
    await expectRefused(await post(stolen.refresh));
    expect(await isAlive(fresh.access)).toBe(false);
    await expectRefused(await post(fresh.refresh));
    expect((await post(other.refresh)).status).toBe(200);
  });

  it('takes a token two generations old for theft, even within the grace', async () => {
    const { refresh: first } = await signIn();
    const second = tokensOf(await post(first)).refresh;
    const third = tokensOf(await post(second));
    await expectRefused(await post(first));
    expect(await isAlive(third.access)).toBe(false);
  });

  it('tells the owner of a stolen session, once', async () => {
    await editUser(app.ctx, ada.email, { emailVerifiedAt: app.clock.now() });
    const before = (await app.mails()).length;
    const { refresh: first } = await signIn();
    await post(tokensOf(await post(first)).refresh);
    await Promise.all([post(first), post(first), post(first)]);
    const mails = (await app.mails()).slice(before);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: ada.email, subject: expect.stringContaining('ended') });
    expect(app.logged).toContainEqual(expect.objectContaining({ event: 'refresh-token-reused' }));
  });
});
