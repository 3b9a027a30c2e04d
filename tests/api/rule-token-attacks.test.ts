import { expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as verify from '@/app/api/jwt/verify/route';
import * as me from '@/app/api/users/me/route';
import { readTokens } from '@/lib/edge/cookies';
import { decide } from '@/lib/edge/gate';
import { verifyToken } from '@/lib/edge/tokens';
import { ApiClient } from '../support/api-client';
import { attackTokens } from '../support/attacks/corpus';
import { signIn, signUp } from '../support/people';
import { startTestApp } from '../support/test-app';

const { ctx, clock } = await startTestApp();
await signUp();

/** Every way in which a token can be presented: what it answers, or null if it cannot be sent so. */
const doors: Record<string, (token: string) => Promise<number | null>> = {
  bearer: (token) => call(me, 'GET', '/api/users/me/', { authorization: `Bearer ${token}` }),
  cookie: (token) => call(me, 'GET', '/api/users/me/', { cookie: `access=${token}` }),
  verify: (token) => call(verify, 'POST', '/api/jwt/verify/', {}, { token }),
  'verify by cookie': (token) =>
    call(verify, 'POST', '/api/jwt/verify/', { cookie: `access=${token}` }, {}),
  refresh: (token) => call(refresh, 'POST', '/api/jwt/refresh/', {}, { refresh: token }),
  'refresh by cookie': (token) =>
    call(refresh, 'POST', '/api/jwt/refresh/', { cookie: `refresh=${token}` }, {}),
  gate: async (access) => ((await opensGate(access)) ? 200 : 401),
  'gate by cookie': async (token) => {
    const { access } = readTokens(`access=${token}`, ctx.settings);
    return access && (await opensGate(access)) ? 200 : 401;
  },
};

async function call(
  handlers: Parameters<ApiClient['call']>[0],
  method: 'GET' | 'POST',
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<number | null> {
  try {
    new Headers(headers);
  } catch {
    return null;
  }
  return (await new ApiClient().call(handlers, method, path, { headers, body })).status;
}

async function opensGate(access: string): Promise<boolean> {
  const decision = await decide({
    pathname: '/dashboard',
    search: '',
    tokens: { access, refresh: null },
    verify: (token) => verifyToken(token, ctx.keys, clock.now()),
    authority: { verify: async () => 'live', renew: async () => 'refused', clearedCookies: [] },
  });
  return decision.redirectTo === null;
}

const pair = await signIn();
const ACCESS_DOORS = ['bearer', 'cookie', 'verify', 'verify by cookie', 'gate', 'gate by cookie'];

it.each([
  ['access', ACCESS_DOORS],
  ['refresh', ['verify', 'verify by cookie', 'refresh', 'refresh by cookie']],
] as const)('a real %s token opens its own doors and no others', async (type, own) => {
  for (const [name, open] of Object.entries(doors)) {
    expect(await open(pair[type]), name).toBe(
      (own as readonly string[]).includes(name) ? 200 : 401,
    );
  }
});

// The gate trusts a signature and the claims' types; which session and user they name, it cannot know.
const OF_THE_DATABASE = /^(?:user_id (?:-1|0|999|\d{16})|sid ["']|generation 99)/;

/** Where a cookie's own spelling ends, a shorter token is sent: a browser's parser does the same. */
const isCut = (name: string, token: string) => name.includes('cookie') && /[;\s"%]/.test(token);

it.each(['access', 'refresh'] as const)(
  'more than 300 forgeries of an %s token open none, and break nothing',
  async (type) => {
    const fresh = await signIn();
    const attacks = attackTokens(fresh[type], ctx.settings.JWT_SECRET);
    expect(attacks.length).toBeGreaterThan(300);
    const opened: string[] = [];
    for (const [name, token] of attacks) {
      // Fields are trimmed, and so are headers.
      if (token.trim() === fresh[type]) continue;
      for (const [door, open] of Object.entries(doors)) {
        if (isCut(door, token) || (door.startsWith('gate') && OF_THE_DATABASE.test(name))) continue;
        const status = await open(token);
        const isBadField = status === 400 && (token.trim() === '' || token.includes('\0'));
        if (status !== null && status !== 401 && !isBadField)
          opened.push(`${door}: ${name}: ${status}`);
      }
    }
    expect(opened).toEqual([]);
  },
  60_000,
);
