import { parseCookie } from 'cookie';
import { type CookieEnv, clearedCookie, cookieName, writeCookie } from '@/lib/edge/cookies';
import type { TokenType } from '@/lib/edge/tokens';

/**
 * The tokens that came under each name, mostly one or none. A browser sends several where it keeps
 * one for this host and one for a domain above it, as after a change of `AUTH_COOKIE_DOMAIN`.
 */
export type Tokens = Record<TokenType, readonly string[]>;

/** A signed pair with how many seconds each lives. */
export type IssuedTokens = Record<TokenType, { token: string; ttlSeconds: number }>;

/** More twins than a browser ever has by itself. */
const MAX_TWINS = 5;

/** A bad token in place of too many: those left unread might be the user's own, and be contradicted. */
const NONE_COUNTS = [''];

const TOKEN_TYPES = ['access', 'refresh'] as const satisfies readonly TokenType[];

/** The tokens in a Cookie header, each once, in their order; of too many, none counts. */
export function readTokens(cookieHeader: string | null, env: CookieEnv): Tokens {
  const sent = sentTokens(cookieHeader, env);
  const read = (type: TokenType) => (sent[type].length > MAX_TWINS ? NONE_COUNTS : sent[type]);
  return { access: read('access'), refresh: read('refresh') };
}

function sentTokens(cookieHeader: string | null, env: CookieEnv): Tokens {
  // One by one, because a parsed header has the first cookie of each name alone.
  const cookies = (cookieHeader ?? '').split(';').map((part) => parseCookie(part));
  const read = (type: TokenType) => {
    const name = cookieName(type, env);
    return [...new Set(cookies.flatMap((cookie) => cookie[name] || []))];
  };
  return { access: read('access'), refresh: read('refresh') };
}

/** Returns a Cookie header with these tokens of one type. */
export function tokensHeader(type: TokenType, tokens: readonly string[], env: CookieEnv): string {
  return tokens.map((token) => `${cookieName(type, env)}=${token}`).join('; ');
}

/**
 * The Set-Cookie values that give a browser its token pair. Twins in the Cookie header of the request
 * are deleted first: a browser that takes one for the new cookie then keeps the new one.
 */
export function tokenCookies(
  tokens: IssuedTokens,
  env: CookieEnv,
  cookieHeader: string | null = null,
): string[] {
  const own = TOKEN_TYPES.map((type) => {
    const { token, ttlSeconds } = tokens[type];
    return writeCookie(type, token, ttlSeconds, env);
  });
  return [...clearedTwinsIn(cookieHeader, env), ...own];
}

/** The Set-Cookie values that delete the twins that the Cookie header of a request shows, if it does. */
export function clearedTwinsIn(cookieHeader: string | null, env: CookieEnv): string[] {
  return hasTwins(cookieHeader, env) ? clearedTwins(TOKEN_TYPES, env) : [];
}

/** The Set-Cookie values that delete the tokens of these types, with the twins that there may be. */
export function clearedTokenCookies(
  env: CookieEnv,
  cookieHeader: string | null = null,
  types: readonly TokenType[] = TOKEN_TYPES,
): string[] {
  const mayHaveTwins = Boolean(env.AUTH_COOKIE_DOMAIN) || hasTwins(cookieHeader, env);
  const own = types.map((type) => clearedCookie(type, env));
  return mayHaveTwins ? [...own, ...clearedTwins(types, env)] : own;
}

function hasTwins(cookieHeader: string | null, env: CookieEnv): boolean {
  const sent = sentTokens(cookieHeader, env);
  return TOKEN_TYPES.some((type) => sent[type].length > 1);
}

/**
 * The Set-Cookie values that delete tokens wherever a browser may keep them but where they are kept
 * now: for this host alone, and for each domain that it is in. `__Host-` allows one place only.
 */
function clearedTwins(types: readonly TokenType[], env: CookieEnv): string[] {
  if (cookieName('access', env).startsWith('__Host-')) return [];
  const labels = new URL(env.SITE_URL).hostname.split('.');
  // No domain has a single label, and browsers know by themselves which others, like co.uk, are none.
  const domains = labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
  const isAddress = /^[\d.]+$|^\[/.test(labels.join('.'));
  const current = env.AUTH_COOKIE_DOMAIN?.replace(/^\./, '').toLowerCase();
  return types.flatMap((type) => [
    ...(current ? [writeCookie(type, '', 0, env, '')] : []),
    ...(isAddress ? [] : domains)
      .filter((domain) => domain !== current)
      .map((domain) => writeCookie(type, '', 0, env, domain)),
  ]);
}
