import type { EdgeEnv } from '@/lib/edge/settings';

const ONE_YEAR_SECONDS = 31_536_000;

/** Returns the headers of every answer, page or API. */
export function commonHeaders(env: Pick<EdgeEnv, 'SITE_URL'>): Record<string, string> {
  const isHttps = env.SITE_URL.startsWith('https:');
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cache-Control': 'private, no-store',
    ...(isHttps && {
      'Strict-Transport-Security': `max-age=${ONE_YEAR_SECONDS}; includeSubDomains`,
    }),
  };
}

/** Returns the headers of an API answer, which is never rendered, embedded or cached. */
export function apiHeaders(env: Pick<EdgeEnv, 'SITE_URL'>): Record<string, string> {
  return {
    ...commonHeaders(env),
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  };
}
