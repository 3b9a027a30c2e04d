import fc, { type Arbitrary } from 'fast-check';
import { routes } from '@/lib/shared/routes';
import {
  manyCount,
  mostly,
  numberText,
  oddLength,
  targetText,
  words,
} from '@/tests/proofs/abuse/junk';
import { anyPath, endpoint } from '@/tests/proofs/abuse/targets';
import { type Form, type World, write } from '@/tests/proofs/abuse/wire';

const NAMES = [
  ...words('next limit after state code error user iss redirect_uri uid token'),
  ...words('_rsc __nextLocale __nextDataReq __nextDefaultLocale nxtPpath nxtPuid nxtIpath'),
  ...words('__proto__ __proto__[x] constructor[prototype][x] a[] a[0] a[b][c] a.b %'),
  ...[''],
  ...['amp', 'dpl', 'email', 'password', 'access', 'format', 'page', 'toString', 'then', 'path'],
];

const pair = fc
  .tuple(mostly(...NAMES), fc.oneof(targetText, numberText.map(encodeURIComponent)))
  .map(([name, value]) => `${name.replace(/[\s?#]/g, '')}=${value}`);

const NEXT_PATHS = [
  ...words('//evil.example https://evil.example javascript:alert(1) /%09/evil'),
  ...['/\\evil.example'],
  ...words('/%5cevil.example /dashboard /dashboard%0d%0aSet-Cookie:x=y %2f%2fevil.example .'),
  ...[''],
  ...words('/auth/login?next=/auth/login?next=/ /api/logout/ /%00 /x#//evil /..'),
  ...['/\xed\xa0\x80'],
];

/** A form of GETs with a query. */
function withQuery(name: string, query: Arbitrary<string>, path?: Arbitrary<string>): Form {
  const paths = (world: World) => path ?? anyPath(world);
  return {
    name: `query: ${name}`,
    of: (world) =>
      fc
        .tuple(paths(world), query, fc.boolean(), fc.boolean())
        .map(([path, query, isSignedIn, isRsc]) =>
          write({
            target: `${path}?${query}`,
            headers: [
              ...(isSignedIn ? [`Cookie: access=${world.access}; refresh=${world.refresh}`] : []),
              ...(isRsc ? ['RSC: 1'] : []),
            ],
          }),
        ),
  };
}

const pages = fc.constantFrom(...Object.values(routes));

/** Kinds of odd queries. */
export const queryForms: readonly Form[] = [
  withQuery(
    'any',
    fc.array(pair, { minLength: 1, maxLength: 8 }).map((all) => all.join('&')),
  ),
  withQuery(
    'twice',
    fc
      .tuple(
        fc.constantFrom(...NAMES.slice(0, 17)),
        fc.array(targetText, { minLength: 2, maxLength: 30 }),
      )
      .map(([name, values]) => values.map((value) => `${name}=${value}`).join('&')),
  ),
  withQuery(
    'thousands',
    fc
      .tuple(
        manyCount,
        fc.constantFrom('a', 'a=1', 'a[]', 'a[b]', '', '=', '%', 'a%5b0%5d', ';a', 'next'),
      )
      .map(([count, part]) => `${part}&`.repeat(count)),
  ),
  withQuery(
    'names',
    manyCount.map((count) => Array.from({ length: count }, (_, i) => i.toString(36)).join('&')),
    fc.oneof(
      pages,
      endpoint.map(({ path }) => path),
    ),
  ),
  withQuery('raw', targetText),
  withQuery(
    'long',
    fc
      .tuple(
        mostly(...NAMES),
        oddLength,
        fc.constantFrom('a', '%41', '/', '%2f', '+', '%', '%F0%9F%98%80', '..'),
      )
      .map(
        ([name, length, text]) =>
          `${name.replace(/\s/g, '')}=${text.repeat(Math.ceil(length / text.length))}`,
      ),
  ),
  withQuery(
    'next',
    fc
      .oneof(
        fc.constantFrom(...NEXT_PATHS),
        targetText,
        oddLength.map((n) => `/${'a'.repeat(n)}`),
      )
      .map((next) => `next=${next}`),
    fc.constantFrom(
      routes.login,
      routes.register,
      routes.checkMail,
      routes.dashboard,
      '/auth/google',
    ),
  ),
  withQuery(
    'lists',
    fc.tuple(numberText, numberText).map((both) => {
      const [limit, after] = both.map(encodeURIComponent);
      return `limit=${limit}&after=${after}`;
    }),
    fc.constantFrom('/api/users/', '/api/events/', '/api/events'),
  ),
];
