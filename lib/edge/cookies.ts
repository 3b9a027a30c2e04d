import { parseCookie, stringifySetCookie } from 'cookie';
import type { EdgeEnv } from '@/lib/edge/settings';
import type { TokenType } from '@/lib/edge/tokens';
import { BOUNDS, countParts } from '@/lib/shared/bounds';

/** A token as text, or null where there is none. */
export type Tokens = Record<TokenType, string | null>;

type Issued = { token: string; ttlSeconds: number };

/** A signed pair with how long each lives, and at sign-in the mark that the browser keeps. */
export type IssuedTokens = Record<TokenType, Issued> & { device?: Issued };

const TOKEN_TYPES: readonly string[] = ['access', 'refresh'] satisfies TokenType[];

/** What decides how cookies are set. */
export type CookieEnv = Pick<EdgeEnv, 'SITE_URL' | 'AUTH_COOKIE_SECURE' | 'AUTH_COOKIE_DOMAIN'>;

function isSecure(env: CookieEnv): boolean {
  return env.AUTH_COOKIE_SECURE ?? env.SITE_URL.startsWith('https:');
}

/** Only the tokens are for other hosts, too; whatever else there is stays where it was set. */
function domainOf(name: string, env: CookieEnv): string | undefined {
  return TOKEN_TYPES.includes(name) ? env.AUTH_COOKIE_DOMAIN : undefined;
}

/** `__Host-` stops a sibling subdomain from planting a cookie; it allows no Domain attribute. */
export function cookieName(name: string, env: CookieEnv): string {
  return isSecure(env) && !domainOf(name, env) ? `__Host-${name}` : name;
}

/** The beginnings of this app's cookies: first those that no other host can plant, last attempts. */
const OWN_COOKIES = [
  /^\s*__Host-(?:access|refresh|device)=/,
  /^\s*(?:access|refresh|device)=/,
  /^\s*(?:__Host-)?(?:attempts|attempt-[\w-]{16})=/,
] as const;

/**
 * A Cookie header with as many cookies as are parsed. Of more, those of this app are kept: a person
 * whose browser holds that many stays signed in.
 */
export function limitCookies(header: string): string {
  const isShort = header.length <= BOUNDS.cookieHeaderLength;
  if (isShort && countParts(header, ';') <= BOUNDS.cookies) return header;
  const all = header.split(';');
  const own = OWN_COOKIES.flatMap((names) => all.filter((cookie) => names.test(cookie)));
  return own.slice(0, BOUNDS.cookies).join(';').trim();
}

/** The value of a cookie of ours; under any other name than that, a cookie does not count. */
export function readCookie(
  cookieHeader: string | null,
  name: string,
  env: CookieEnv,
): string | null {
  return parseCookie(cookieHeader ?? '')[cookieName(name, env)] || null;
}

/** Both tokens from a Cookie header. */
export function readTokens(cookieHeader: string | null, env: CookieEnv): Tokens {
  const read = (type: TokenType) => readCookie(cookieHeader, type, env);
  return { access: read('access'), refresh: read('refresh') };
}

/** The Set-Cookie value of a cookie of ours, out of reach of scripts and other sites. */
export function setCookie(name: string, value: string, maxAge: number, env: CookieEnv): string {
  return stringifySetCookie({
    name: cookieName(name, env),
    value,
    maxAge,
    path: '/',
    domain: domainOf(name, env),
    httpOnly: true,
    secure: isSecure(env),
    sameSite: 'lax',
  });
}

/** Set-Cookie values that hand a browser its tokens. */
export function sessionCookies(tokens: IssuedTokens, env: CookieEnv): string[] {
  const { access, refresh, device } = tokens;
  return Object.entries({ access, refresh, ...(device && { device }) }).map(
    ([name, { token, ttlSeconds }]) => setCookie(name, token, ttlSeconds, env),
  );
}

/** Set-Cookie values that take both tokens away. */
export function clearedCookies(env: CookieEnv): string[] {
  return TOKEN_TYPES.map((type) => setCookie(type, '', 0, env));
}
