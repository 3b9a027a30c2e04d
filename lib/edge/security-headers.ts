import type { EdgeEnv } from './env';

const ONE_YEAR_SECONDS = 31_536_000;

/** Headers of every answer, page or API. */
function commonHeaders(env: Pick<EdgeEnv, 'SITE_URL'>): Record<string, string> {
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

/** Headers of an API answer: never rendered, embedded or kept. */
export function apiHeaders(env: Pick<EdgeEnv, 'SITE_URL'>): Record<string, string> {
  return {
    ...commonHeaders(env),
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  };
}

/** Headers of a page whose scripts carry `nonce`. */
export function pageHeaders(env: Pick<EdgeEnv, 'SITE_URL'>, nonce: string): Record<string, string> {
  return {
    ...commonHeaders(env),
    'Content-Security-Policy': pagePolicy(env, nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'same-origin',
  };
}

/** Next.js reads the nonce from this header on the request and puts it on its script tags. */
function pagePolicy(env: Pick<EdgeEnv, 'SITE_URL'>, nonce: string): string {
  // The development server evaluates source maps, injects styles and keeps a socket open.
  const isDevelopment = process.env.NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(env.SITE_URL.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
