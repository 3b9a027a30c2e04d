import fc, { type Arbitrary } from 'fast-check';
import { lineText, manyCount, oddLength } from '@/tests/proofs/abuse/junk';
import { anyAim, endpoint } from '@/tests/proofs/abuse/targets';
import { type Form, JSON_TYPE, type World, write } from '@/tests/proofs/abuse/wire';

/** Cookies of ours, under both of their names and under some that only look like them. */
const NAMES = ['access', 'refresh', 'device', 'attempts'].flatMap((name) => [
  ...[
    name,
    `__Host-${name}`,
    `__Secure-${name}`,
    `__host-${name}`,
    `${name}=`,
    ` ${name}`,
    `"${name}"`,
  ],
]);

const NEXT_NAMES = [
  '__prerender_bypass',
  '__next_preview_data',
  'NEXT_LOCALE',
  '__proto__',
  '$Version',
];

/** A value of a cookie: tokens good and forged, junk, quotes, odd escapes. */
function cookieValue({ access, refresh, device, forged }: World): Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(access, refresh, device, `"${access}"`, `${access}%20`, `${access}x`),
    fc.constantFrom(...forged),
    fc.constantFrom(
      '',
      '"',
      '""',
      '%',
      '%E0%A4%A',
      '%00',
      'a=b=c',
      '\\"',
      'j:{"a":1}',
      's:x.y',
      '{}',
    ),
    lineText.map((text) => text.replaceAll(';', '')),
  );
}

/** A form of requests for anything with cookies. */
function withCookies(name: string, of: (world: World) => Arbitrary<string>): Form {
  return {
    name: `cookie: ${name}`,
    of: (world) =>
      fc
        .tuple(anyAim(world), of(world))
        .map(([{ method, path }, cookie]) =>
          write({ method, target: path, headers: [`Cookie: ${cookie}`] }),
        ),
  };
}

const pairs = (names: Arbitrary<string>, world: World, maxLength: number) =>
  fc
    .array(fc.tuple(names, cookieValue(world)), { minLength: 1, maxLength })
    .map((all) => all.map(([name, value]) => `${name}=${value}`));

/** Kinds of odd cookies, and of odd bearer tokens. */
export const cookieForms: readonly Form[] = [
  withCookies('ours', (world) =>
    pairs(fc.constantFrom(...NAMES), world, 6).map((all) => all.join('; ')),
  ),
  withCookies('any', (world) =>
    fc
      .tuple(
        pairs(fc.oneof(lineText, fc.constantFrom(...NEXT_NAMES)), world, 6),
        fc.constantFrom('; ', ';', ',', ' ', ';;', '; ; ', '&', '\t'),
      )
      .map(([all, separator]) => all.join(separator)),
  ),
  withCookies('raw', () => lineText),
  withCookies('thousands', (world) =>
    fc
      .tuple(manyCount, fc.constantFrom('a', 'a=', 'a=b', '=', 'access=a', '%=%', ''))
      .map(
        ([count, cookie]) => `${`${cookie};`.repeat(Math.min(count, 2500))}access=${world.access}`,
      ),
  ),
  withCookies('names', () =>
    manyCount.map((count) =>
      Array.from({ length: Math.min(count, 1900) }, (_, i) => `${i.toString(36)}=1`).join(';'),
    ),
  ),
  withCookies('long', () =>
    fc
      .tuple(
        fc.constantFrom(...NAMES, 'x'),
        oddLength,
        fc.constantFrom('a', '"', '%', '.', '%41', ' ', '='),
      )
      .map(([name, length, text]) => `${name}=${text.repeat(Math.ceil(length / text.length))}`),
  ),
  withCookies('forged', ({ forged, access, refresh }) =>
    fc
      .record({
        one: fc.constantFrom(...forged),
        other: fc.constantFrom(...forged, access, refresh),
      })
      .map(({ one, other }) => `access=${one}; refresh=${other}; device=${one}; attempts=${other}`),
  ),
  {
    name: 'bearer',
    of: (world) =>
      fc
        .record({
          aim: endpoint,
          scheme: fc.constantFrom('Bearer', 'bearer', 'JWT', 'Basic', 'Digest', 'Bearer ', ''),
          token: cookieValue(world),
          body: fc.constantFrom('{}', '', JSON.stringify({ token: world.access })),
        })
        .map(({ aim: { method, path }, scheme, token, body }) =>
          write({
            method,
            target: path,
            headers: [`Authorization: ${scheme} ${token}`, JSON_TYPE],
            body,
          }),
        ),
  },
];
