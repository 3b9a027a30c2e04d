import { type NextRequest, NextResponse } from 'next/server';
import { apiPathOf } from '@/lib/edge/api-prefixes';
import { createAuthority } from '@/lib/edge/authority';
import { type Decision, decide } from '@/lib/edge/gate';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { edgeKeys } from '@/lib/edge/keys';
import { pageHeaders } from '@/lib/edge/page-headers';
import { edgeEnv } from '@/lib/edge/settings';
import { readTokens } from '@/lib/edge/token-cookies';
import { isForeignToken, verifyToken } from '@/lib/edge/tokens';
import { detailMessage } from '@/lib/shared/api-error';
import { BREACHES, findBreachAgain } from '@/lib/shared/bounds';
import { ERROR_CODES, ERROR_HEADERS, type Refusal } from '@/lib/shared/error-codes';
import { isOnVercel } from '@/lib/shared/platform';
import { routes, standardPage } from '@/lib/shared/routes';

// All paths but the API, which guards itself, the public keys and immutable build output.
export const config = {
  matcher: ['/((?!api(?:/|$)|\\.well-known/jwks\\.json/?$|_next/static/).*)'],
};

/** The gate in front of the pages: method, session, security headers. */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const env = edgeEnv();
  const nonce = btoa(crypto.randomUUID());
  const { pathname, search } = request.nextUrl;
  const headers = pageHeaders(env, nonce, pathname);

  const breach = findBreachAgain(`${pathname}${search}`, request.headers);
  if (breach) return refuse(BREACHES[breach], headers);
  // Where there is a server of ours, `incoming.ts` has seen to it: what still looks like such a path
  // is one of Next.js' own that was shortened, and the answer would show the server's address.
  const apiPath = isOnVercel() ? apiPathOf(pathname, env.API_PATH_PREFIXES) : null;
  if (apiPath) return NextResponse.rewrite(new URL(`${apiPath}${search}`, request.url));
  // Refused before Next.js decodes a body: no page takes one, and there are no Server Actions.
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(detailMessage.pageMethodNotAllowed, { ...headers, Allow: 'GET, HEAD' });
  }

  const page = standardPage(pathname);
  if (page) return NextResponse.redirect(new URL(page, env.SITE_URL), { status: 302, headers });

  const decision = await decide({
    pathname,
    search,
    tokens: readTokens(request.headers.get('cookie'), env),
    verify: async (token) => verifyToken(token, await edgeKeys(), new Date()),
    isForeign: async (token) => isForeignToken(token, await edgeKeys()),
    authority: createAuthority(env, request),
  });
  const policy = headers['Content-Security-Policy'] ?? '';
  const response = decision.redirectTo
    ? NextResponse.redirect(new URL(decision.redirectTo, env.SITE_URL))
    : render(request, policy, decision, env.AUTH_HEADER_TYPES[0]);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  for (const cookie of decision.setCookies) response.headers.append('Set-Cookie', cookie);
  return response;
}

function refuse({ code, text }: Refusal, headers: Record<string, string>): NextResponse {
  return new NextResponse(JSON.stringify({ detail: text }), {
    status: ERROR_CODES[code],
    headers: { ...headers, [ERROR_HEADERS.code]: code, 'Content-Type': 'application/json' },
  });
}

/**
 * Lets the page render. A renewed access token travels in the Authorization header, after a `scheme`
 * that counts, because Next.js 13 does not let middleware replace a cookie for the render; a client's
 * own header is dropped.
 */
function render(
  request: NextRequest,
  policy: string,
  decision: Decision,
  scheme: string,
): NextResponse {
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const { pathname, search } = request.nextUrl;
  headers.set(INTERNAL_HEADERS.pageAddress.name, `${pathname}${search}`);
  headers.delete('authorization');
  // On a platform that runs this without a server of ours, `incoming.ts` has dropped nothing.
  headers.delete(INTERNAL_HEADERS.unknownViewer.name);
  if (decision.renewedAccess) headers.set('authorization', `${scheme} ${decision.renewedAccess}`);
  if (!decision.isUnavailable) return NextResponse.next({ request: { headers } });
  headers.set(INTERNAL_HEADERS.unknownViewer.name, '1');
  const url = request.nextUrl.clone();
  url.pathname = routes.unavailable;
  return NextResponse.rewrite(url, {
    status: 503,
    headers: { [ERROR_HEADERS.code]: detailMessage.unavailable.code, 'Retry-After': '2' },
    request: { headers },
  });
}
