import type { SessionEndCode } from '@/lib/shared/error-codes';

/** The paths of the app's pages, by name. */
export const routes = {
  home: '/',
  login: '/auth/login',
  register: '/auth/register',
  dashboard: '/dashboard',
  account: '/account',
  passwordReset: '/password-reset',
  checkMail: '/auth/check-mail',
  /** These are followed by a link's uid and token. */
  activation: '/activation',
  emailConfirm: '/email-change',
  emailUndo: '/email-undo',
  emailReset: '/email-reset',
  usernameReset: '/username-reset',
  identityConfirm: '/identity-confirm',
  unavailable: '/unavailable',
  /** Served in development only. */
  devMailbox: '/dev/mailbox',
} as const;

/** The part of the account page where a password is changed, or the first one set. */
export const passwordPath = `${routes.account}#password`;

/** The path at which password managers look for the page that changes a password. */
const CHANGE_PASSWORD = '/.well-known/change-password';

/** Returns the path of the page that an address of another standard stands for, or null. */
export function standardPage(pathname: string): string | null {
  return withoutSlashes(pathname) === CHANGE_PASSWORD ? passwordPath : null;
}

/** The part of the account page that linking comes back to. */
export const linkedAccountsPath = `${routes.account}#linked-accounts`;

/** The `next` of linking, which tells it from a sign-in. No page has this address. */
export const linkingNext = `${routes.account}?linking#linked-accounts`;

/**
 * The zone of a page. `protected`: for signed-in users. `guest`: for all others. `public`: for
 * both.
 */
export type Zone = 'protected' | 'guest' | 'public';

/** The first path segments behind the gate, and the pages that a signed-in user skips. */
const protectedPrefixes = ['/dashboard', '/account'] as const;
const guestPages: readonly string[] = [routes.login, routes.register];

/** Pages behind the links of mails: their addresses are secrets for as long as the link lives. */
const linkPages: readonly string[] = [
  routes.passwordReset,
  routes.activation,
  routes.emailConfirm,
  routes.emailUndo,
  routes.emailReset,
  routes.usernameReset,
  routes.identityConfirm,
];

/**
 * Returns the path of every page, `{…}` for any one segment; `providers` are the names of those that
 * send users back to a page of their own.
 */
export function pagePaths(providers: readonly string[]): string[] {
  return [
    ...Object.values(routes),
    ...linkPages.map((page) => `${page}/{uid}/{token}`),
    ...providers.map((name) => `/auth/${name}`),
  ];
}

/** True for the address of a page behind a link, uid and token included. */
export function isLinkPath(pathname: string): boolean {
  return linkPages.some((page) => pathname.startsWith(`${page}/`));
}

/** True for the address of a page that a provider sends users back to, with a code in its query. */
function isReturnPath(pathname: string): boolean {
  const path = withoutSlashes(pathname);
  return path.startsWith('/auth/') && !Object.values<string>(routes).includes(path);
}

/** True for a page whose address is a secret for a while: no other site may be told of it. */
export function isSecretPath(pathname: string): boolean {
  return isLinkPath(pathname) || isReturnPath(pathname);
}

/**
 * The longest `next` that is carried along; a longer one is dropped, so no URL outgrows a proxy.
 */
const MAX_NEXT_LENGTH = 1024;

/**
 * Returns a path without the slashes at its end. A pattern would look again from each slash in it.
 */
function withoutSlashes(pathname: string): string {
  let end = pathname.length;
  while (pathname.charAt(end - 1) === '/') end -= 1;
  return pathname.slice(0, end);
}

/**
 * Returns the zone of a path, with or without the trailing slash, as Next.js matches it: undecoded.
 */
export function zoneOf(pathname: string): Zone {
  const path = withoutSlashes(pathname) || '/';
  const isProtected = protectedPrefixes.some(
    (prefix) => path === prefix || path.startsWith(`${prefix}/`),
  );
  if (isProtected) return 'protected';
  return guestPages.includes(path) ? 'guest' : 'public';
}

/**
 * Returns the path to go on to after signing in, or null unless it is a page of this site. Parsed
 * as a browser would parse it, so that `//evil`, `/\evil`, control characters and other origins
 * fail.
 */
export function safeNextPath(next: string | null | undefined): string | null {
  if (!next?.startsWith('/') || next.length > MAX_NEXT_LENGTH) return null;
  const base = 'http://same-site.invalid';
  if (!URL.canParse(next, base)) return null;
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith('//')) return null;
  if (
    zoneOf(url.pathname) === 'guest' ||
    /^\/(?:api|_next|\.well-known)(?:\/|$)/.test(url.pathname)
  )
    return null;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The parts of a page's address after the origin. */
type Address = Pick<Location, 'pathname' | 'search' | 'hash'>;

/** Returns the path of a page with its query and fragment, for the way back to it. */
export function wayBackTo({ pathname, search, hash }: Address): string {
  return `${pathname}${search}${hash}`;
}

/**
 * Returns `next` with the fragment of the page that carries it. No server hears of a fragment: the
 * browser keeps it over the redirect from the page that was asked for.
 */
export function withFragment(next: string | null, hash: string): string | null {
  if (next === null || next.includes('#')) return next;
  return safeNextPath(`${next}${hash}`) ?? next;
}

/**
 * Returns the path that a signed-in user goes on to from a sign-in page with this query and
 * fragment.
 */
export function signedInPath(search: string, hash = ''): string {
  const next = safeNextPath(new URLSearchParams(search).get('next'));
  return withFragment(next, hash) ?? routes.dashboard;
}

/** Returns the path of the sign-in page, which leads on to `next`. */
export function loginPath(next: string | null): string {
  return withNext(routes.login, next);
}

/** The parameter that tells the sign-in page why a session ended. */
export const ENDED_PARAM = 'ended';

/**
 * Returns the path of a sign-in page that tells why the session ended; as it is, if that is not
 * known or told already.
 */
export function endedPath(signInPath: string, end: SessionEndCode | null): string {
  const [path = '', ...queries] = signInPath.split('?');
  const query = queries.join('?');
  if (end === null || new URLSearchParams(query).has(ENDED_PARAM)) return signInPath;
  return `${path}?${query ? `${query}&` : ''}${ENDED_PARAM}=${end}`;
}

/** Returns the path of a page on the way to a sign-in, which carries `next` along. */
export function withNext(page: string, next: string | null): string {
  const path = safeNextPath(next);
  return path ? `${page}?next=${encodeURIComponent(path)}` : page;
}
