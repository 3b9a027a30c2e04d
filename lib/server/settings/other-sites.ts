import { getDomain } from 'tldts';
import type { Settings } from '@/lib/server/settings/settings';

/**
 * True if browsers count both origins to one site: the same scheme, and the same registrable domain
 * or host. Ports do not matter. Pages of an app, like those of `capacitor:`, are a site of their own.
 */
function isSameSite(one: string, other: string): boolean {
  return siteOf(one) === siteOf(other);
}

function siteOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${getDomain(hostname, { allowPrivateDomains: true }) ?? hostname}`;
}

/**
 * A warning about the allowed origins on other sites, where a sign-in answers 200 and signs no user
 * in. Nothing changes by itself: tokens that page scripts can read are for the operator to decide.
 */
export function otherSiteHints(
  settings: Pick<Settings, 'SITE_URL' | 'CORS_ALLOWED_ORIGINS' | 'AUTH_TOKENS_IN_BODY'>,
): string[] {
  const { SITE_URL, CORS_ALLOWED_ORIGINS, AUTH_TOKENS_IN_BODY } = settings;
  const others = CORS_ALLOWED_ORIGINS.filter((origin) => !isSameSite(origin, SITE_URL));
  if (others.length === 0 || AUTH_TOKENS_IN_BODY === 'always') return [];
  return [
    `CORS_ALLOWED_ORIGINS has ${others.join(', ')}: to browsers another site than SITE_URL, from which they ` +
      'neither send nor keep our cookies (SameSite=Lax), so no user is signed in there. If its pages are to ' +
      'sign users in, set AUTH_TOKENS_IN_BODY=always: page scripts then get the tokens, and must guard them.',
  ];
}
