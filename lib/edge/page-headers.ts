import { commonHeaders } from '@/lib/edge/security-headers';
import type { EdgeEnv } from '@/lib/edge/settings';
import { isSecretPath } from '@/lib/shared/routes';

/** Returns the headers of the page at `pathname`, whose scripts carry `nonce`. */
export function pageHeaders(
  env: Pick<EdgeEnv, 'SITE_URL'>,
  nonce: string,
  pathname: string,
): Record<string, string> {
  return {
    ...commonHeaders(env),
    'Content-Security-Policy': pagePolicy(env, nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': isSecretPath(pathname) ? 'no-referrer' : 'same-origin',
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
