import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { apiPathOf } from '@/lib/edge/api-prefixes';
import { limitCookies } from '@/lib/edge/cookies';
import { INTERNAL_HEADERS, isReservedHeader } from '@/lib/edge/internal-headers';
import { clientAddress } from '@/lib/server/http/client-address';
import { hideRewrite } from '@/lib/server/http/next/rewrite-header';
import { createRouterStateCheck } from '@/lib/server/http/next/router-state';
import { readSealedAddress, sealAddress } from '@/lib/server/http/next/sealed-address';
import { BOUNDS, findBreach } from '@/lib/shared/bounds';
import { isLoopbackAddress } from '@/lib/shared/loopback';

/** Methods that Next.js can turn into a `Request`; it answers others with a 500 of its own. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Paths of endpoints: the API's, and the one document outside it. */
const ENDPOINT_PATH = /^\/(?:api\/|\.well-known\/jwks\.json\/?(?:[?#]|$))/;

/** Such paths as they usually are. */
const PLAIN_ENDPOINT = /^\/api\/[\w/-]*(?:\?|$)/;

/** Headers that tell the server the end of a request. */
const FRAMING = new Set(['content-length', 'transfer-encoding']);

/**
 * Headers that ask for a part of an answer, or set a condition: no answer of ours honours them, and
 * where they do not hold for a static file, Next.js answers 500.
 */
const UNSUPPORTED = new Set(['range', 'if-match', 'if-unmodified-since']);

/** Headers of the router of Next.js, which has no part in API calls. */
const ROUTER_HEADER = /^(?:rsc$|next-router-|next-url$)/;

const isRouterState = createRouterStateCheck();

/** Paths of Next.js' own error pages, which it answers with a 500 when asked for by name. */
const ERROR_PAGE = /^\/(?:_error|_global-error|_not-found|404|500)(?:\/|\.|$)/;

/** The settings that requests are prepared by. */
export interface IncomingOptions {
  /** The number of proxies in front that are ours. */
  trustedHops?: number;
  /** Further prefixes under which the API answers. */
  apiPrefixes?: readonly string[];
  /** The headers that all answers of the API have. */
  apiHeaders?: Readonly<Record<string, string>>;
}

/**
 * Prepares each request of this process's servers before Next.js sees it. Call it once. In
 * production no path is there to upgrade to: with nothing listening for it, the request to do so is
 * ignored, as RFC 9110 section 7.8 allows. Next.js would keep such a connection open for ever.
 */
export function watchIncomingRequests(options: () => IncomingOptions): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    prepareRequest(request, options());
    // Of an endpoint's path without dots or escapes, Next.js makes no other that middleware sees.
    if (PLAIN_ENDPOINT.test(request.url ?? '')) headAnswer(request, response, options());
    else hideRewrite(response);
  });
  if (process.env.NODE_ENV !== 'production') return;
  subscribe('net.server.socket', (message) => {
    const { server } = (message as { socket: Socket & { server?: Server } }).socket;
    server?.removeAllListeners('upgrade');
  });
}

/**
 * Gives an answer the headers that all answers of the API have. Each of them takes fifteen times as
 * long in a `Response`, of which Next.js makes several before it is sent.
 */
function headAnswer(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { apiHeaders }: IncomingOptions,
): void {
  if (!apiHeaders) return;
  headers[INTERNAL_HEADERS.headed.name] = '1';
  for (const name in apiHeaders) response.setHeader(name, apiHeaders[name] ?? '');
}

/**
 * Refuses a request that is out of bounds, drops forged internal headers, notes the client's
 * address and removes everything at which Next.js fails.
 */
export function prepareRequest(
  request: IncomingMessage,
  { trustedHops = 0, apiPrefixes = [] }: IncomingOptions = {},
): void {
  const { headers, method = '' } = request;
  const breach = findBreach(request.url ?? '', headerLines(request));
  // The route of unknown paths finds the note and refuses the request.
  request.url = breach ? '/api/refused' : servableTarget(request.url ?? '', apiPrefixes);
  const isApi = ENDPOINT_PATH.test(request.url);
  const { [INTERNAL_HEADERS.visitor.name]: sealed, 'x-forwarded-for': forwardedFor } = headers;
  // First of all: if anything here threw, Node.js would go on with the headers that are left.
  for (const name of Object.keys(headers)) {
    if (breach ? !FRAMING.has(name) : isDropped(name, isApi)) delete headers[name];
  }
  if (breach) Object.assign(headers, { host: 'localhost', [INTERNAL_HEADERS.breach.name]: breach });
  limitHeaders(headers);
  // It only spares parts of an answer; one that is malformed is a 500 of Next.js.
  if (!isRouterState(headers['next-router-state-tree'])) delete headers['next-router-state-tree'];
  const { remoteAddress = '' } = request.socket;
  headers[INTERNAL_HEADERS.socketAddress.name] = remoteAddress;
  const isFromGate = sealed !== undefined && isApi && isLoopbackAddress(remoteAddress);
  const visitor = isFromGate ? readSealedAddress(sealed) : null;
  const address = visitor ?? clientAddress(remoteAddress, forwardedFor?.toString(), trustedHops);
  headers[INTERNAL_HEADERS.clientAddress.name] = address;
  if (!isApi) headers[INTERNAL_HEADERS.visitor.name] = sealAddress(address);
  if (!METHODS.has(method)) {
    // Every path refuses it with 405: `route.ts` finds the note, pages refuse OPTIONS anyway.
    headers[INTERNAL_HEADERS.method.name] = method;
    request.method = 'OPTIONS';
  }
  const isPage = !isApi && process.env.NODE_ENV !== 'development';
  if (isPage && request.method !== 'GET' && request.method !== 'HEAD') {
    // Next.js would wait for the whole body before middleware could refuse it.
    headers[INTERNAL_HEADERS.page.name] = '1';
    request.url = '/api/page';
  }
}

/** True for a header that only Next.js and this app may set, or that nothing here honours. */
function isDropped(name: string, isApi: boolean): boolean {
  return isReservedHeader(name) || UNSUPPORTED.has(name) || (isApi && ROUTER_HEADER.test(name));
}

/** Yields the header lines of a request, as they came. */
function* headerLines({ rawHeaders }: IncomingMessage): Generator<[string, string]> {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    yield [rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''];
  }
}

/** Shortens the headers that may be cut without harm. */
function limitHeaders(headers: IncomingMessage['headers']): void {
  const { cookie, 'user-agent': userAgent } = headers;
  if (cookie) headers.cookie = limitCookies(cookie);
  if (userAgent) headers['user-agent'] = userAgent.slice(0, BOUNDS.userAgentLength);
}

/**
 * Returns the path and query of a request target; a path of the API under a further prefix becomes
 * the one below `/api`, before anything looks at it. A path that no route can have (undecodable, `//`,
 * a backslash, Next.js' own error pages) becomes one that does not exist: an ordinary 404, of the
 * API or of the pages, in place of a redirect or a 500.
 */
function servableTarget(target: string, apiPrefixes: readonly string[]): string {
  // RFC 9112 section 3.2.2: the absolute form is for proxies, and servers must accept it.
  const local = target.replace(/^https?:\/\/[^/?#]*(?=[/?#]|$)/i, '').replace(/^(?!\/)/, '/');
  // A fragment is no part of a target, though Next.js takes it for one of the path.
  const [whole = ''] = local.split('#', 1);
  const [pathname = ''] = whole.split('?', 1);
  const path = apiPathOf(pathname, apiPrefixes) ?? pathname;
  if (isPath(path) && target !== '*') return `${path}${whole.slice(pathname.length)}`;
  return path.startsWith('/api/') ? '/api/no-such-path' : '/no-such-path';
}

function isPath(path: string): boolean {
  if (path.includes('//') || path.includes('\\') || ERROR_PAGE.test(path)) return false;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
