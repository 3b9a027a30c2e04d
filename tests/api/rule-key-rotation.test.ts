import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as verify from '@/app/api/jwt/verify/route';
import * as me from '@/app/api/users/me/route';
import * as reset from '@/app/api/users/reset_password/route';
import * as confirm from '@/app/api/users/reset_password_confirm/route';
import { type Decision, decide } from '@/lib/edge/gate';
import { isForeignToken, verifyToken } from '@/lib/edge/tokens';
import { loadKeys } from '@/lib/server/settings/signing';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, linkIn, signIn, signUp, tokensOf } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const OLD = 'an-old-secret-of-at-least-32-bytes-of-text';
const NEW = 'a-new-secret-of-at-least-32-bytes-of-text';
const app = await startTestApp({ JWT_SECRET: OLD });
const { ctx, clock } = app;
await signUp();

/** Runs `act` in a process that was started with these secrets, the first of which signs. */
async function during<T>([JWT_SECRET = '', ...others]: string[], act: () => T) {
  const settings = { ...ctx.settings, JWT_SECRET, JWT_PREVIOUS_SECRETS: others };
  return withChanged(ctx, { settings, keys: await loadKeys(settings) }, async () => act());
}

const api = new ApiClient();
const renew = (token: string) =>
  api.call(refresh, 'POST', '/api/jwt/refresh/', { body: { refresh: token } });
const statusOf = async (access: string) => {
  const headers = { authorization: `Bearer ${access}` };
  const seen = (await api.call(me, 'GET', '/api/users/me/', { headers })).status;
  const body = { token: access };
  expect((await api.call(verify, 'POST', '/api/jwt/verify/', { body })).status).toBe(seen);
  return seen;
};
const gate = (access: string): Promise<Decision> =>
  decide({
    pathname: '/dashboard',
    search: '',
    tokens: { access: [access], refresh: [] },
    verify: (token) => verifyToken(token, ctx.keys, clock.now()),
    isForeign: (token) => isForeignToken(token, ctx.keys),
    authority: {
      verify: async () => 'live',
      renew: async () => 'refused',
      clearedCookies: () => [],
    },
  });

describe('a rotated secret', () => {
  it('goes on verifying once it is named as a previous one, at the gate too', async () => {
    const { access, refresh: token } = await signIn();
    await during([NEW, OLD], async () => {
      expect(await statusOf(access)).toBe(200);
      expect((await gate(access)).redirectTo).toBeNull();
      const answer = await renew(token);
      expect(answer.status).toBe(200);
      const fresh = tokensOf(answer).access;
      expect(decodeProtectedHeader(fresh).kid).toBe(ctx.keys.signing.kid);
      expect(await statusOf(fresh)).toBe(200);
    });
  });

  it('is refused everywhere once it is withdrawn; what was renewed meanwhile lives on', async () => {
    const { access, refresh: token } = await signIn();
    const idle = await signIn();
    const fresh = await during([NEW, OLD], async () => tokensOf(await renew(token)));
    await during([NEW], async () => {
      expect(await statusOf(access)).toBe(401);
      expect((await gate(access)).redirectTo).toContain('/auth/login');
      expect((await renew(idle.refresh)).status).toBe(401);
      expect(await statusOf(fresh.access)).toBe(200);
      expect((await renew(fresh.refresh)).status).toBe(200);
    });
  });

  it('that is replaced in an emergency opens nothing from that moment on', async () => {
    const { access, refresh: token } = await signIn();
    await during([NEW], async () => {
      expect(await statusOf(access)).toBe(401);
      const answer = await renew(token);
      expect(answer.status).toBe(401);
      expect(answer.cookies.map(({ maxAge }) => maxAge)).toEqual([0, 0]);
    });
  });

  it('accepts the next one’s tokens if it knows it, so that processes may change one by one', async () => {
    const pair = await during([NEW, OLD], () => signIn());
    expect(await statusOf(pair.access)).toBe(401);
    await during([OLD, NEW], async () => {
      expect(await statusOf(pair.access)).toBe(200);
      expect((await renew(pair.refresh)).status).toBe(200);
    });
  });
});

describe('a refresh token asked for twice within the grace, with a rotation between', () => {
  it('gets two pairs that are equally good, and no session ends', async () => {
    const { refresh: token } = await signIn();
    const first = tokensOf(await renew(token));
    clock.advance(5);
    await during([NEW, OLD], async () => {
      const second = tokensOf(await renew(token));
      expect(second.refresh).not.toBe(first.refresh);
      for (const { access } of [first, second]) expect(await statusOf(access)).toBe(200);
      const third = tokensOf(await renew(first.refresh));
      expect(tokensOf(await renew(second.refresh))).toEqual(third);
      expect(await statusOf(third.access)).toBe(200);
    });
  });
});

describe('a link that was mailed before', () => {
  const newest = async () => {
    await api.call(reset, 'POST', '/api/users/reset_password/', { body: { email: ada.email } });
    const link = linkIn((await app.mails()).at(-1));
    return { ...link, new_password: PASSWORD, re_new_password: PASSWORD };
  };
  const use = async (body: object) =>
    (await api.call(confirm, 'POST', '/api/users/reset_password_confirm/', { body })).status;

  it('opens as long as its secret is named, once, and no longer', async () => {
    const withdrawn = await newest();
    await during([NEW], async () => expect(await use(withdrawn)).toBe(400));
    await during([NEW, OLD], async () => {
      expect(await use(withdrawn)).toBe(204);
      expect(await use(withdrawn)).toBe(400);
    });
  });
});
