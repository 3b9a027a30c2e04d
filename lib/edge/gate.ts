import type { Authority } from '@/lib/edge/authority';
import type { Tokens } from '@/lib/edge/token-cookies';
import type { Claims, TokenType } from '@/lib/edge/tokens';
import { isSessionEndCode, type SessionEndCode } from '@/lib/shared/error-codes';
import { endedPath, loginPath, routes, signedInPath, zoneOf } from '@/lib/shared/routes';

/** The gate's decision on one page request. */
export interface Decision {
  /** The path of this site to send the visitor to; null lets the page render. */
  redirectTo: string | null;
  /**
   * True if the server cannot tell whether the visitor may see the page; signing in would not help.
   */
  isUnavailable: boolean;
  /** An access token fresher than the request's cookies, for the render of this request. */
  renewedAccess: string | null;
  /** Set-Cookie values for the browser. */
  setCookies: readonly string[];
}

export interface GateInput {
  pathname: string;
  search: string;
  tokens: Tokens;
  verify: (accessToken: string) => Promise<Claims | null>;
  /** True for a token that no key of this app signed: another app's on the same host, perhaps. */
  isForeign: (token: string) => Promise<boolean>;
  authority: Authority;
}

/**
 * Lets a live session through, renews a lapsed one, sends the rest to sign in. It trusts a
 * signature, not the session behind it: every page asks the database again, so the gate is a
 * courtesy that saves a render and never the lock.
 */
export async function decide(input: GateInput): Promise<Decision> {
  const { tokens, authority } = input;
  const zone = zoneOf(input.pathname);
  const claims = await Promise.all(tokens.access.map(input.verify));
  const signed = tokens.access.filter((_, at) => claims[at]?.token_type === 'access');

  if (signed.length > 0) {
    // A dead session's token still has a good signature. Were it enough to leave the sign-in page,
    // the dashboard would send the visitor straight back: ask the authority before redirecting.
    const answer = zone === 'guest' ? await authority.verify(signed) : 'unreachable';
    if (answer === 'live') return redirect(signedInPath(input.search));
    if (answer === 'unreachable') return pass();
  }
  let end: SessionEndCode | null = null;
  if (tokens.refresh.length > 0) {
    const renewal = await authority.renew(tokens.refresh);
    if (renewal === 'unreachable') return { ...pass(), isUnavailable: zone === 'protected' };
    if (typeof renewal !== 'string') {
      // A twin that contradicts the new cookie may stay, and the next page would lead back here for ever.
      const isContradicted = signed.length > 1;
      return zone === 'guest' && !isContradicted
        ? redirect(signedInPath(input.search), renewal.setCookies)
        : pass(renewal.setCookies, renewal.access);
    }
    if (isSessionEndCode(renewal)) end = renewal;
  }
  const stale = authority.clearedCookies(await findDead(input));
  const address = `${input.pathname}${input.search}`;
  if (zone === 'protected') return redirect(endedPath(loginPath(address), end), stale);
  // Here from a page that asked the database itself, which knows that the session is over, not why.
  const told = endedPath(address, end);
  const isToTell = zone === 'guest' && input.pathname.startsWith(routes.login) && told !== address;
  return isToTell ? redirect(told, stale) : pass(stale);
}

/**
 * The types of tokens whose cookies are of no use to anyone, once nothing among them opens a session:
 * those are damaged, or were signed here and are over. Where another app on the same host has a
 * cookie of the same name, with a token that its own key signed, that is left alone: it signs no
 * user in here, and deleting it could sign one out there. Signing in here replaces it.
 */
async function findDead({ tokens, isForeign }: GateInput): Promise<TokenType[]> {
  const all = [...tokens.access, ...tokens.refresh];
  const foreign = await Promise.all(all.map(isForeign));
  const kept = all.filter((_, at) => foreign[at]);
  if (kept.length === all.length) return [];
  const types = ['access', 'refresh'] as const;
  return types.filter((type) => !tokens[type].some((token) => kept.includes(token)));
}

function pass(setCookies: readonly string[] = [], renewedAccess: string | null = null): Decision {
  return { redirectTo: null, isUnavailable: false, renewedAccess, setCookies };
}

function redirect(redirectTo: string, setCookies: readonly string[] = []): Decision {
  return { ...pass(setCookies), redirectTo };
}
