import * as refresh from '@/app/api/jwt/refresh/route';
import * as verify from '@/app/api/jwt/verify/route';
import * as me from '@/app/api/users/me/route';
import { decide } from '@/lib/edge/gate';
import { readTokens } from '@/lib/edge/token-cookies';
import { verifyToken } from '@/lib/edge/tokens';
import { ApiClient } from '@/tests/support/api-client';
import type { TestApp } from '@/tests/support/test-app';

/** Presents a token in one way; resolves to the status, or null if the token cannot be sent so. */
type Door = (token: string) => Promise<number | null>;

/** Returns every way in which a token can be presented. */
export function tokenDoors({ ctx, clock }: TestApp): Record<string, Door> {
  const opensGate = async (access: string) => {
    const decision = await decide({
      pathname: '/dashboard',
      search: '',
      tokens: { access: [access], refresh: [] },
      verify: (token) => verifyToken(token, ctx.keys, clock.now()),
      isForeign: async () => false,
      authority: {
        verify: async () => 'live',
        renew: async () => 'refused',
        clearedCookies: () => [],
      },
    });
    return decision.redirectTo === null;
  };
  return {
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
      const [access] = readTokens(`access=${token}`, ctx.settings).access;
      return access && (await opensGate(access)) ? 200 : 401;
    },
  };
}

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
