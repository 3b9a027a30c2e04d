import { ApiError } from '@/lib/server/errors';
import type { Settings } from '@/lib/server/settings/settings';
import type { Context } from '@/lib/server/use-case/context';
import { detailMessage } from '@/lib/shared/api-error';
import { ERROR_HEADERS } from '@/lib/shared/error-codes';

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** The time for which a browser may keep the answer to a preflight. */
const PREFLIGHT_MAX_AGE_SECONDS = 600;

/** Headers that a page of an allowed origin may send: those that django-cors-headers allows … */
const USUAL_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'user-agent',
  'x-csrftoken',
  'x-requested-with',
];

/** … and those that tools for tracing add to each request of a page, by which they follow it. */
const TRACING_HEADERS = [
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'x-b3-flags',
  'x-datadog-trace-id',
  'x-datadog-parent-id',
  'x-datadog-origin',
  'x-datadog-sampling-priority',
  'newrelic',
  'uber-trace-id',
  'x-amzn-trace-id',
  'x-correlation-id',
  'x-request-id',
];

/** The headers of an answer that a page of an allowed origin may read. */
const EXPOSED_HEADERS = ['Link', 'Retry-After', ERROR_HEADERS.code, ERROR_HEADERS.fields];

/**
 * True with a header that browsers send with every unsafe request, and other clients do not send.
 */
export function isFromBrowser(headers: Headers): boolean {
  return headers.has('origin') || headers.has('sec-fetch-site');
}

/**
 * True if the browser says that a page of this site sent the request. False for pages of other origins,
 * allowed ones included, for addresses that are typed, and for clients other than browsers.
 */
export function isOwnPage(headers: Headers, { SITE_URL }: Pick<Settings, 'SITE_URL'>): boolean {
  const origin = headers.get('origin') ?? SITE_URL;
  const site = headers.get('sec-fetch-site') ?? 'same-origin';
  return isFromBrowser(headers) && origin === SITE_URL && site === 'same-origin';
}

function isTrusted(headers: Headers, settings: Settings): boolean {
  const origin = headers.get('origin');
  if (origin !== null) {
    return origin === settings.SITE_URL || isCorsOrigin(headers, settings);
  }
  // `none` means that the user typed the address.
  return ['same-origin', 'none'].includes(headers.get('sec-fetch-site') ?? '');
}

/**
 * Rejects with the 403 that stops cross-site request forgery: an unsafe request that a foreign page makes
 * a browser send, if it carries cookies or if its answer would set them (signing a user in or out
 * without the user's knowledge).
 */
export function checkOrigin(
  ctx: Context,
  { headers, method }: Request,
  writesCookies: boolean,
): Promise<never> | undefined {
  const touchesCookies = headers.has('cookie') || writesCookies;
  if (SAFE_METHODS.includes(method) || !touchesCookies || !isFromBrowser(headers)) return;
  if (!isTrusted(headers, ctx.settings)) return refuseOrigin(ctx, headers);
}

async function refuseOrigin(ctx: Context, headers: Headers): Promise<never> {
  const from = headers.get('origin') ?? headers.get('sec-fetch-site');
  const reason = `${from} is neither SITE_URL (${ctx.settings.SITE_URL}) nor in CORS_ALLOWED_ORIGINS`;
  await ctx.audit.record('request-refused', { reason });
  throw new ApiError(detailMessage.originRefused);
}

function isCorsOrigin(headers: Headers, settings: Settings): boolean {
  return settings.CORS_ALLOWED_ORIGINS.includes(headers.get('origin') ?? '');
}

/** Returns the CORS headers for an allowed origin, and none for any other. */
export function corsHeaders({ headers }: Request, settings: Settings): Record<string, string> {
  if (!isCorsOrigin(headers, settings)) return {};
  return {
    'Access-Control-Allow-Origin': headers.get('origin') ?? '',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': EXPOSED_HEADERS.join(', '),
    Vary: 'Origin',
  };
}

/** Returns the further headers of the answer to an allowed origin's preflight. */
export function preflightHeaders(
  { headers }: Request,
  methods: string,
  settings: Settings,
): Record<string, string> {
  if (!isCorsOrigin(headers, settings)) return {};
  return {
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': [
      ...USUAL_HEADERS,
      ...TRACING_HEADERS,
      ...settings.CORS_ALLOW_HEADERS,
    ].join(', '),
    'Access-Control-Max-Age': String(PREFLIGHT_MAX_AGE_SECONDS),
  };
}
