import { parseCookie, parseSetCookie, stringifySetCookie } from 'cookie';
import type { EdgeEnv } from '@/lib/edge/settings';
import type { TokenType } from '@/lib/edge/tokens';
import { BOUNDS, countParts } from '@/lib/shared/bounds';
import { DAY_SECONDS, MINUTE_SECONDS } from '@/lib/shared/time';

/** A kind of cookie that this app sets. */
interface CookieKind {
  /** The names that it has, without prefix, as a regular expression. */
  names: string;
  /**
   * `shared`: sent to the subdomains of `AUTH_COOKIE_DOMAIN`, if that is set. Else to its host
   * alone.
   */
  hosts: 'shared' | 'own';
  /** The time that a browser keeps it, in seconds; `token`: as long as the token in it is good. */
  maxAgeSeconds: number | 'token';
  /** The order in which a request with too many cookies keeps them: lower ranks first. */
  rank: 1 | 2;
}

type Kind = TokenType | 'device' | 'begun' | 'attempts' | 'attempt';

/** The longest time that an attempt to sign in at a provider may take. */
export const ATTEMPT_SECONDS = 10 * MINUTE_SECONDS;

/** Every cookie of this app. */
const COOKIES = {
  /** Read by the gate and, unless a bearer token is given, by `authenticate`. */
  access: { names: 'access', hosts: 'shared', maxAgeSeconds: 'token', rank: 1 },
  /** Read by the gate, by the refresh, and by what ends a browser's session. */
  refresh: { names: 'refresh', hosts: 'shared', maxAgeSeconds: 'token', rank: 1 },
  /** Read by `device-cookie.ts`. Browsers keep no cookie longer than 400 days. */
  device: { names: 'device', hosts: 'own', maxAgeSeconds: 365 * DAY_SECONDS, rank: 1 },
  /**
   * Proofs that this browser asked for links, the newest first; read by `links/begun.ts`. It lasts as
   * long as the links that live longest.
   */
  begun: { names: 'begun', hosts: 'own', maxAgeSeconds: 3 * DAY_SECONDS, rank: 1 },
  /** The names of a browser's attempts, the newest first; read by `identities/attempt.ts`. */
  attempts: { names: 'attempts', hosts: 'own', maxAgeSeconds: ATTEMPT_SECONDS, rank: 2 },
  /** One attempt, sealed; read by `identities/attempt.ts`. */
  attempt: { names: 'attempt-[\\w-]{16}', hosts: 'own', maxAgeSeconds: ATTEMPT_SECONDS, rank: 2 },
} as const satisfies Readonly<Record<Kind, CookieKind>>;

/** The name of one attempt's cookie; sixteen characters of base64url follow the hyphen. */
export type AttemptName = `attempt-${string}`;

/** The name of a cookie of ours, without prefix. */
export type CookieName = Exclude<Kind, 'attempt'> | AttemptName;

/** The settings of cookies. */
export type CookieEnv = Pick<EdgeEnv, 'SITE_URL' | 'AUTH_COOKIE_SECURE' | 'AUTH_COOKIE_DOMAIN'>;

const ATTEMPT_NAME = new RegExp(`^${COOKIES.attempt.names}$`);

/** True if the text is the name of an attempt's cookie. */
export function isAttemptName(text: string): text is AttemptName {
  return ATTEMPT_NAME.test(text);
}

function kindOf(name: CookieName): CookieKind {
  return isAttemptName(name) ? COOKIES.attempt : COOKIES[name];
}

function isSecure(env: CookieEnv): boolean {
  return env.AUTH_COOKIE_SECURE ?? env.SITE_URL.startsWith('https:');
}

function domainOf(name: CookieName, env: CookieEnv): string | undefined {
  return kindOf(name).hosts === 'shared' ? env.AUTH_COOKIE_DOMAIN : undefined;
}

/**
 * Returns the full name. `__Host-` stops a sibling subdomain from planting a cookie; it allows no
 * Domain.
 */
export function cookieName(name: CookieName, env: CookieEnv): string {
  return isSecure(env) && !domainOf(name, env) ? `__Host-${name}` : name;
}

function beginning(prefix: string, rank: CookieKind['rank']): RegExp {
  const names = Object.values(COOKIES).filter((kind) => kind.rank === rank);
  return new RegExp(`^\\s*${prefix}(?:${names.map((kind) => kind.names).join('|')})=`);
}

/**
 * The beginnings of this app's cookies: first those that no other host can plant, last attempts.
 */
const OWN_COOKIES = [beginning('__Host-', 1), beginning('', 1), beginning('(?:__Host-)?', 2)];

/**
 * Returns a Cookie header with no more cookies than are parsed. If there are more, those of this
 * app are kept, so that a user whose browser holds too many stays signed in.
 */
export function limitCookies(header: string): string {
  const isShort = header.length <= BOUNDS.cookieHeaderLength;
  if (isShort && countParts(header, ';') <= BOUNDS.cookies) return header;
  const all = header.split(';');
  const own = OWN_COOKIES.flatMap((names) => all.filter((cookie) => names.test(cookie)));
  return own.slice(0, BOUNDS.cookies).join(';').trim();
}

/** Returns the value of a cookie of ours; a cookie under any other name does not count. */
export function readCookie(
  cookieHeader: string | null,
  name: CookieName,
  env: CookieEnv,
): string | null {
  return parseCookie(cookieHeader ?? '')[cookieName(name, env)] || null;
}

/** Returns the value that Set-Cookie lines give to a cookie of ours; null if none does. */
export function findSetCookie(
  lines: readonly string[],
  name: CookieName,
  env: CookieEnv,
): string | null {
  const cookies = lines.map((line) => parseSetCookie(line));
  const ours = cookies.filter((cookie) => cookie.name === cookieName(name, env));
  // A twin may be taken away by the same answer.
  return ours.find(({ value }) => value)?.value ?? null;
}

/**
 * The Set-Cookie value of a cookie of ours, out of reach of scripts and other sites; `domain` is empty
 * for its host alone.
 */
export function writeCookie(
  name: CookieName,
  value: string,
  maxAge: number,
  env: CookieEnv,
  domain = domainOf(name, env),
): string {
  return stringifySetCookie({
    name: cookieName(name, env),
    value,
    maxAge,
    path: '/',
    ...(domain && { domain }),
    httpOnly: true,
    secure: isSecure(env),
    sameSite: 'lax',
  });
}

/** The Set-Cookie value of a cookie that a browser keeps for as long as the table says. */
export function keptCookie(
  name: Exclude<CookieName, TokenType>,
  value: string,
  env: CookieEnv,
): string {
  const { maxAgeSeconds } = isAttemptName(name) ? COOKIES.attempt : COOKIES[name];
  return writeCookie(name, value, maxAgeSeconds, env);
}

/** The Set-Cookie value that deletes a cookie. */
export function clearedCookie(name: CookieName, env: CookieEnv): string {
  return writeCookie(name, '', 0, env);
}
