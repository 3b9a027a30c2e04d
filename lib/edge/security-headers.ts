import type { EdgeEnv } from '@/lib/edge/settings';

const ONE_YEAR_SECONDS = 31_536_000;

type Headers = Readonly<Record<string, string>>;

/** The header that keeps an answer out of caches, but for the few answers that are public. */
export const NOT_CACHED: Headers = { 'Cache-Control': 'private, no-store' };

const COMMON: Headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

const STRICT_TRANSPORT: Headers = {
  'Strict-Transport-Security': `max-age=${ONE_YEAR_SECONDS}; includeSubDomains`,
};

const API: Headers = {
  ...COMMON,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};

const API_BY_HTTPS: Headers = { ...API, ...STRICT_TRANSPORT };

const isHttps = ({ SITE_URL }: Pick<EdgeEnv, 'SITE_URL'>) => SITE_URL.startsWith('https:');

/** Returns the headers of every answer, page or API. */
export function commonHeaders(env: Pick<EdgeEnv, 'SITE_URL'>): Headers {
  return { ...COMMON, ...NOT_CACHED, ...(isHttps(env) && STRICT_TRANSPORT) };
}

/**
 * Returns the headers of an API answer, which is never rendered or embedded, besides `NOT_CACHED`. No
 * answer changes them.
 */
export function apiHeaders(env: Pick<EdgeEnv, 'SITE_URL'>): Headers {
  return isHttps(env) ? API_BY_HTTPS : API;
}
