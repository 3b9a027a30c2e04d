import fc, { type Arbitrary } from 'fast-check';
import { contracts } from '@/lib/shared/contracts/registry';
import { routes } from '@/lib/shared/routes';
import { numberText, targetText, words } from '@/tests/proofs/abuse/junk';
import type { World } from '@/tests/proofs/abuse/wire';

/** The methods of HTTP; those that Next.js knows come first. */
export const METHODS = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  ...['TRACE', 'CONNECT', 'PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'SEARCH'],
  ...['PURGE', 'LINK', 'REPORT', 'M-SEARCH', 'QUERY', 'SOURCE', 'SUBSCRIBE', 'ACL', 'BIND'],
] as const;

/** An endpoint as a client would ask for it. */
export interface Endpoint {
  method: string;
  path: string;
  /** The names of its fields in a body or a query. */
  body: readonly string[];
  query: readonly string[];
}

/** The values in the place of `{…}` in a path. */
const parameter = fc.oneof(
  fc.constantFrom('1', '2', 'me', 'google', 'google-oauth2', 'github', 'oidc', 'apple'),
  numberText.map((text) => encodeURIComponent(text)),
  targetText.map((text) => text.replaceAll('/', '%2f')),
);

/** Any endpoint with its own method, or with any other; with and without the slash at the end. */
export const endpoint: Arbitrary<Endpoint> = fc
  .record({
    contract: fc.constantFrom(...contracts),
    parameter,
    method: fc.oneof(
      { weight: 6, arbitrary: fc.constant(null) },
      fc.constantFrom(...METHODS.slice(0, 7)),
    ),
    hasSlash: fc.boolean(),
  })
  .map(({ contract, parameter, method, hasSlash }) => {
    const path = contract.path.replace(/\{\w+\}/, () => parameter);
    return {
      method: method ?? contract.method,
      path: hasSlash ? path : path.replace(/\/$/, ''),
      body: Object.keys(contract.body ?? {}),
      query: Object.keys(contract.query ?? {}),
    };
  });

/** Endpoints that read a body, with their own method. */
export const bodyEndpoint: Arbitrary<Endpoint> = endpoint.filter(
  ({ method, body }) => body.length > 0 && !['GET', 'HEAD', 'OPTIONS'].includes(method),
);

/** Headers of a client that is signed in, or is not. */
export const signedIn = (access: string): Arbitrary<readonly string[]> =>
  fc.constantFrom([`Authorization: Bearer ${access}`], []);

/** A page, those behind links with something for a uid and a token. */
export const pagePath: Arbitrary<string> = fc
  .tuple(fc.constantFrom(...Object.values(routes)), fc.array(targetText, { maxLength: 3 }))
  .chain(([route, more]) =>
    fc.constantFrom(route, `${route}/`, `${route}/MQ/abc-def`, [route, ...more].join('/')),
  );

/** Paths of Next.js itself, of files, of other people's products, and of nothing. */
function otherPath({ chunk }: World): Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(chunk, '/icon.svg', '/screenshot.png', '/api/openapi.json', '/favicon.ico'),
    fc.constantFrom(
      ...['/_next', '/_next/', '/_next/data', '/_next/static/', '/_next/static/%2e%2e/BUILD_ID'],
      ...['/_next/data/x/dashboard.json', '/_next/data/build/index.json', '/_next/webpack-hmr'],
      ...['/_next/image', '/_next/image?url=%2Ficon.svg&w=64&q=75', '/_next/image?url=//x&w=1&q=1'],
      ...words('/index.rsc /dashboard.rsc /account.json /dashboard.txt /index.txt /index'),
      ...words('/dashboard.segments/_tree.segment.rsc /_error /_document /_app /500 /404'),
      ...['/_global-error', '/_not-found', '/api/page', '/api', '/api/', '/api/no-such', '/.env'],
      ...['/.git/config', '/wp-login.php', '/.well-known/', '/.well-known/security.txt', '/node/'],
    ),
    targetText.map((text) => `/${text}`),
    targetText.map((text) => `/api/${text}`),
    targetText.map((text) => `/_next/${text}`),
    fc
      .tuple(pagePath, fc.constantFrom('.rsc', '.json', '.txt', ';x', '%00', '%2f', '.', '..'))
      .map((both) => both.join('')),
  );
}

/** Any path at all. */
export function anyPath(world: World): Arbitrary<string> {
  return fc.oneof(
    endpoint.map(({ path }) => path),
    pagePath,
    otherPath(world),
  );
}

/** Methods and paths that belong together, more or less. */
export function anyAim(world: World): Arbitrary<{ method: string; path: string }> {
  const gets = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST');
  return fc.oneof(
    endpoint,
    fc.record({ method: gets, path: pagePath }),
    fc.record({ method: gets, path: otherPath(world) }),
  );
}
