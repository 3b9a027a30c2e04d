import { findPrefixProblem } from '@/lib/edge/api-prefixes';
import { edgeShape, Flag } from '@/lib/edge/settings';
import { LINK_ADDRESSES } from '@/lib/server/settings/front-end';
import { readOidcSets } from '@/lib/server/settings/provider-sets';
import { isOnVercel } from '@/lib/shared/platform';
import { OIDC_SLUG, PROVIDERS } from '@/lib/shared/providers';
import { pagePaths } from '@/lib/shared/routes';

/**
 * Returns the problems of settings that are well-formed each by itself, by name, each with what to
 * do: one that another makes necessary, and pairs that cannot work together.
 */
export function settingsConflicts(
  present: Readonly<Record<string, string>>,
): Record<string, string> {
  const isProduction = present.NODE_ENV === 'production';
  const isSes = present.EMAIL_TRANSPORT === 'ses';
  const hasKeyId = Boolean(present.AWS_SES_ACCESS_KEY_ID);
  const hasKey = Boolean(present.AWS_SES_SECRET_ACCESS_KEY);
  const linkAddress = LINK_ADDRESSES.find((name) => present[name]);
  const conflicts = {
    EMAIL_TRANSPORT:
      isProduction && !present.EMAIL_TRANSPORT && 'is missing: choose ses, console or mailbox',
    AWS_SES_REGION_NAME:
      isSes &&
      !present.AWS_SES_REGION_NAME &&
      'is missing: name the AWS region of SES, like eu-central-1',
    AWS_SES_FROM_EMAIL:
      isSes &&
      !present.AWS_SES_FROM_EMAIL &&
      'is missing: name the address that mails come from, verified in SES',
    AWS_SES_ACCESS_KEY_ID:
      hasKey && !hasKeyId && 'is missing: AWS_SES_SECRET_ACCESS_KEY is of no use without it',
    AWS_SES_SECRET_ACCESS_KEY:
      hasKeyId && !hasKey && 'is missing: AWS_SES_ACCESS_KEY_ID is of no use without it',
    FRONTEND_URL:
      linkAddress !== undefined &&
      !present.FRONTEND_URL &&
      `is missing: name the address of the front end that has the page of ${linkAddress}`,
    DATABASE_URL:
      isOnVercel(present) &&
      (present.DATABASE_URL ?? 'file:').startsWith('file:') &&
      'cannot be a file on Vercel, where files vanish with the process: name a libSQL server (libsql:, as Turso has) or a PostgreSQL one (postgres:, as Neon and Supabase have)',
    AUTH_COOKIE_DOMAIN:
      !isCookieDomainOf(present) &&
      'must be the domain of SITE_URL or one above it: browsers drop cookies of any other',
    API_PATH_PREFIXES: prefixProblem(present),
    AUTH_HEADER_TYPES:
      isOn(present.TOKEN_ENDPOINTS) &&
      /(?:^|[\s,])token(?:[\s,]|$)/i.test(present.AUTH_HEADER_TYPES ?? '') &&
      'must not have Token: with TOKEN_ENDPOINTS, that stands before the keys of /api/token/login',
    NODE_TLS_REJECT_UNAUTHORIZED:
      isProduction &&
      present.NODE_TLS_REJECT_UNAUTHORIZED === '0' &&
      'must not be 0 in production: an attacker could pose as Amazon. Unset it',
  };
  return Object.fromEntries(
    Object.entries(conflicts).flatMap(([name, problem]) => (problem ? [[name, problem]] : [])),
  );
}

function isCookieDomainOf({ AUTH_COOKIE_DOMAIN, SITE_URL }: Readonly<Record<string, string>>) {
  if (!AUTH_COOKIE_DOMAIN || !SITE_URL || !URL.canParse(SITE_URL)) return true;
  const domain = AUTH_COOKIE_DOMAIN.replace(/^\./, '').toLowerCase();
  const { hostname } = new URL(SITE_URL);
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function isOn(flag: string | undefined): boolean {
  return Flag.safeParse(flag).data === true;
}

/** Nothing is said here of prefixes that are none: the schema does. */
function prefixProblem(present: Readonly<Record<string, string>>): string | null {
  const { data: prefixes = [] } = edgeShape.API_PATH_PREFIXES.safeParse(present.API_PATH_PREFIXES);
  // Middleware, which maps paths there, does not see those below /api: they cost it a call each.
  if (isOnVercel(present) && prefixes.some((prefix) => prefix.startsWith('/api/'))) {
    return 'cannot have one below /api on Vercel: rewrite that in vercel.json';
  }
  const further = readOidcSets(present).map(({ slug }) => slug);
  return findPrefixProblem(prefixes, pagePaths([...Object.keys(PROVIDERS), OIDC_SLUG, ...further]));
}
