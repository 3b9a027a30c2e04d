import { parseCookie, stringifySetCookie } from 'cookie';
import type { EdgeEnv } from './env';
import type { TokenType } from './tokens';

/** A token as text, or null where there is none. */
export type Tokens = Record<TokenType, string | null>;

/** A signed pair with how long each lives, in seconds. */
export type IssuedTokens = Record<TokenType, { token: string; ttlSeconds: number }>;

const TOKEN_TYPES: readonly TokenType[] = ['access', 'refresh'];

type CookieEnv = Pick<EdgeEnv, 'SITE_URL' | 'AUTH_COOKIE_SECURE' | 'AUTH_COOKIE_DOMAIN'>;

function isSecure(env: CookieEnv): boolean {
  return env.AUTH_COOKIE_SECURE ?? env.SITE_URL.startsWith('https:');
}

/** `__Host-` stops a sibling subdomain from planting a cookie; it allows no Domain attribute. */
export function cookieName(type: TokenType, env: CookieEnv): string {
  return isSecure(env) && !env.AUTH_COOKIE_DOMAIN ? `__Host-${type}` : type;
}

/** Both tokens from a Cookie header; under any other name than ours a cookie does not count. */
export function readTokens(cookieHeader: string | null, env: CookieEnv): Tokens {
  const cookies = parseCookie(cookieHeader ?? '');
  const read = (type: TokenType) => cookies[cookieName(type, env)] || null;
  return { access: read('access'), refresh: read('refresh') };
}

function setCookie(type: TokenType, value: string, maxAge: number, env: CookieEnv): string {
  return stringifySetCookie({
    name: cookieName(type, env),
    value,
    maxAge,
    path: '/',
    domain: env.AUTH_COOKIE_DOMAIN,
    httpOnly: true,
    secure: isSecure(env),
    sameSite: 'lax',
  });
}

/** Set-Cookie values that hand a browser its tokens. */
export function sessionCookies(tokens: IssuedTokens, env: CookieEnv): string[] {
  return TOKEN_TYPES.map((type) =>
    setCookie(type, tokens[type].token, tokens[type].ttlSeconds, env),
  );
}

/** Set-Cookie values that take both tokens away. */
export function clearedCookies(env: CookieEnv): string[] {
  return TOKEN_TYPES.map((type) => setCookie(type, '', 0, env));
}
