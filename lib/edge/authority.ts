import { findSetCookie } from '@/lib/edge/cookies';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { isTokenLike } from '@/lib/edge/keys';
import { type EdgeEnv, ownAddress } from '@/lib/edge/settings';
import { clearedTokenCookies, clearedTwinsIn, tokensHeader } from '@/lib/edge/token-cookies';
import type { TokenType } from '@/lib/edge/tokens';
import type { Contract } from '@/lib/shared/contracts/contract';
import { jwtRefresh, jwtVerify } from '@/lib/shared/contracts/jwt';
import { ERROR_HEADERS, isSessionEndCode, type SessionEndCode } from '@/lib/shared/error-codes';
import { escapeJson } from '@/lib/shared/visible-text';

/**
 * The deadline of an answer, longer than any healthy one takes; after it the page decides by
 * itself.
 */
const DEADLINE_MS = 5000;

/**
 * The app's own API as the gate sees it, which alone knows whether a session lives. Twins are asked
 * about together, in one request that counts once.
 */
export interface Authority {
  verify(accessTokens: readonly string[]): Promise<'live' | 'dead' | 'unreachable'>;
  /** A refusal comes with the reason for which the session ended, if there was one. */
  renew(
    refreshTokens: readonly string[],
  ): Promise<Renewal | SessionEndCode | 'refused' | 'unreachable'>;
  /** Returns the Set-Cookie values that delete the tokens of these types. */
  clearedCookies(types: readonly TokenType[]): readonly string[];
}

/** Fresh cookies, and the access token among them. */
export interface Renewal {
  access: string;
  setCookies: readonly string[];
}

/**
 * Creates an authority that asks over loopback (on Vercel: over SITE_URL), because the edge runtime
 * has no database. It asks in the client's name, so that audit events are about the client.
 */
export function createAuthority(
  env: EdgeEnv,
  { headers }: { headers: Headers },
  deadlineMs = DEADLINE_MS,
): Authority {
  const handedOn = ['user-agent', INTERNAL_HEADERS.visitor.name].flatMap((name) => {
    const value = headers.get(name);
    return value ? [[name, value] as const] : [];
  });
  const post = ({ method, path }: Contract, type: TokenType, tokens: readonly string[]) =>
    fetch(`${ownAddress(env)}${path}`, {
      method,
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
      headers: {
        cookie: tokensHeader(type, tokens, env),
        'sec-fetch-site': 'same-origin',
        ...Object.fromEntries(handedOn),
      },
    }).catch((error: unknown) => {
      const cause = error instanceof Error ? error.message : String(error);
      console.error(escapeJson(JSON.stringify({ level: 'error', msg: unreachable(env), cause })));
      return null;
    });

  return {
    clearedCookies: (types) => clearedTokenCookies(env, headers.get('cookie'), types),
    async verify(accessTokens) {
      const response = await post(jwtVerify, 'access', accessTokens);
      if (response?.ok) return 'live';
      return response?.status === 401 ? 'dead' : 'unreachable';
    },
    async renew(refreshTokens) {
      // A text that cannot be a token needs no question, and may not fit into a header.
      const tokens = refreshTokens.filter(isTokenLike);
      if (tokens.length === 0) return 'refused';
      const response = await post(jwtRefresh, 'refresh', tokens);
      if (response?.status === 401) {
        const code = response.headers.get(ERROR_HEADERS.code);
        return isSessionEndCode(code) ? code : 'refused';
      }
      const renewed = response?.ok ? response.headers.getSetCookie() : [];
      const access = findSetCookie(renewed, 'access', env);
      // The API was not shown the access tokens: a twin among them would contradict the new one.
      const twins = clearedTwinsIn(headers.get('cookie'), env);
      return access ? { access, setCookies: [...twins, ...renewed] } : 'unreachable';
    },
  };
}

function unreachable(env: EdgeEnv): string {
  return `the gate cannot reach its own API at ${ownAddress(env)}: does the server listen there?`;
}
