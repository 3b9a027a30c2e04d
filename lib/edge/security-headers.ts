import type { EdgeEnv } from '@/lib/edge/settings';

const ONE_YEAR_SECONDS = 31_536_000;

type Headers = Readonly<Record<string, string>>;

const COMMON: Headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'private, no-store',
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
  return isHttps(env) ? { ...COMMON, ...STRICT_TRANSPORT } : COMMON;
}

/** Returns the headers of an API answer, which is never rendered, embedded or cached. */
export function apiHeaders(env: Pick<EdgeEnv, 'SITE_URL'>): Headers {
  return isHttps(env) ? API_BY_HTTPS : API;
}
