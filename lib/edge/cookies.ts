import { parseCookie, stringifySetCookie } from 'cookie';
import type { EdgeEnv } from './env';
import type { TokenType } from './tokens';

/** A token as text, or null where there is none. */
export type Tokens = Record<TokenType, string | null>;

type Issued = { token: string; ttlSeconds: number };

/** A signed pair with how long each lives, and at sign-in the mark that the browser keeps. */
export type IssuedTokens = Record<TokenType, Issued> & { device?: Issued };

/** Every cookie of ours. */
type CookieName = keyof IssuedTokens;

const TOKEN_TYPES: readonly TokenType[] = ['access', 'refresh'];

type CookieEnv = Pick<EdgeEnv, 'SITE_URL' | 'AUTH_COOKIE_SECURE' | 'AUTH_COOKIE_DOMAIN'>;

function isSecure(env: CookieEnv): boolean {
  return env.AUTH_COOKIE_SECURE ?? env.SITE_URL.startsWith('https:');
}

/** `__Host-` stops a sibling subdomain from planting a cookie; it allows no Domain attribute. */
export function cookieName(type: CookieName, env: CookieEnv): string {
  return isSecure(env) && !env.AUTH_COOKIE_DOMAIN ? `__Host-${type}` : type;
}

/** Both tokens from a Cookie header; under any other name than ours a cookie does not count. */
export function readTokens(cookieHeader: string | null, env: CookieEnv): Tokens {
  const cookies = parseCookie(cookieHeader ?? '');
  const read = (type: TokenType) => cookies[cookieName(type, env)] || null;
  return { access: read('access'), refresh: read('refresh') };
}

/** The mark by which a browser is known again, from a Cookie header. */
export function readDevice(cookieHeader: string | null, env: CookieEnv): string | null {
  return parseCookie(cookieHeader ?? '')[cookieName('device', env)] || null;
}

function setCookie(type: CookieName, value: string, maxAge: number, env: CookieEnv): string {
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
  const { access, refresh, device } = tokens;
  return Object.entries({ access, refresh, ...(device && { device }) }).map(
    ([name, { token, ttlSeconds }]) => setCookie(name as CookieName, token, ttlSeconds, env),
  );
}

/** Set-Cookie values that take both tokens away. */
export function clearedCookies(env: CookieEnv): string[] {
  return TOKEN_TYPES.map((type) => setCookie(type, '', 0, env));
}
