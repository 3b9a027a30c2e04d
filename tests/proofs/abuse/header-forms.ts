import fc, { type Arbitrary } from 'fast-check';
import {
  junkText,
  lineText,
  manyCount,
  mostly,
  numberText,
  oddLength,
  words,
} from '@/tests/proofs/abuse/junk';
import { anyAim } from '@/tests/proofs/abuse/targets';
import { type Form, write } from '@/tests/proofs/abuse/wire';

/** A form of requests for anything with odd header lines. */
export function withHeaders(name: string, lines: Arbitrary<readonly string[]>): Form {
  return {
    name: `header: ${name}`,
    of: (world) =>
      fc
        .tuple(anyAim(world), lines)
        .map(([{ method, path }, headers]) => write({ method, target: path, headers })),
  };
}

const NAMES = [
  ...words('Accept Accept-Charset Accept-Language Authorization Cache-Control Content-Type'),
  ...words('Content-Encoding Cookie Date DNT Forwarded From Host Max-Forwards Origin'),
  ...words('Pragma Proxy-Authorization Referer Sec-Fetch-Site Sec-Fetch-Mode TE Trailer'),
  ...words('User-Agent Via Warning X-Request-Id X-HTTP-Method-Override Purpose Keep-Alive'),
];

const line = fc
  .tuple(mostly(...NAMES), lineText)
  .map(([name, value]) => `${name.replace(/[\s:]/g, '') || 'X'}: ${value}`);

const etag = mostly(...words('* "x" W/"x" " "a","b" W/ "\xff"'));
const date = mostly('Thu, 01 Jan 1970 00:00:00 GMT', 'Sun, 06 Nov 2094 08:49:37 GMT', '0');

const range = fc.oneof(
  mostly('bytes=0-', 'bytes=-1', 'bytes=5-1', 'bytes=0-0,2-3', 'bytes=99999999999-', 'lines=1-2'),
  manyCount.map((count) => `bytes=${'0-,'.repeat(Math.min(count, 2000))}`),
  fc.tuple(numberText, numberText).map(([from, to]) => `bytes=${from}-${to}`),
);

const conditions = fc
  .tuple(
    fc.constantFrom(
      ...words('If-Match If-None-Match If-Modified-Since If-Unmodified-Since If-Range'),
    ),
    fc.oneof(etag, date),
    range,
    fc.boolean(),
  )
  .map(([name, value, range, hasRange]) => [
    `${name}: ${value}`,
    ...(hasRange ? [`Range: ${range}`] : []),
  ]);

const languages = manyCount.map((count) => 'gzip;q=0.5,'.repeat(Math.min(count, 1200)));

/** Kinds of odd headers that any server gets. */
export const headerForms: readonly Form[] = [
  withHeaders('any', fc.array(line, { minLength: 1, maxLength: 8 })),
  withHeaders(
    'raw',
    // Without regard to what a header is: no name, no colon, spaces, control characters, line ends.
    fc.array(fc.oneof(junkText, fc.constantFrom(': x', 'x', ' x: y', 'x : y', 'x\0: y', '\tx')), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
  withHeaders(
    'twice',
    fc
      .tuple(fc.constantFrom(...NAMES), fc.array(lineText, { minLength: 2, maxLength: 40 }))
      .map(([name, values]) => values.map((value) => `${name}: ${value}`)),
  ),
  withHeaders(
    'folded',
    fc
      .tuple(fc.constantFrom(...NAMES), lineText, fc.constantFrom('\r\n ', '\r\n\t', '\n ', '\r '))
      .map(([name, value, fold]) => [`${name}: a${fold}${value}`]),
  ),
  withHeaders(
    'many',
    fc
      .tuple(fc.oneof(manyCount, fc.constant(2000)), fc.boolean())
      .map(([count, isSame]) =>
        Array.from({ length: count }, (_, i) => (isSame ? 'a:' : `a${i}:`)),
      ),
  ),
  withHeaders(
    'long',
    fc
      .tuple(
        fc.constantFrom(...NAMES),
        oddLength,
        fc.constantFrom('a', ',', ';', ' ', '(', '\xff', '/'),
      )
      .map(([name, length, text]) => [`${name}: x${text.repeat(length)}x`]),
  ),
  withHeaders('condition', conditions),
  withHeaders(
    'range',
    range.map((value) => [`Range: ${value}`]),
  ),
  withHeaders(
    'encoding',
    fc
      .tuple(
        fc.constantFrom('Accept-Encoding', 'Accept', 'Accept-Language', 'TE'),
        fc.oneof(lineText, languages, mostly('*;q=0', 'gzip, gzip', 'identity;q=-1', 'br;q=99')),
      )
      .map(([name, value]) => [`${name}: ${value}`]),
  ),
  withHeaders(
    'upgrade',
    fc
      .tuple(
        mostly('websocket', 'h2c', 'TLS/1.0', 'HTTP/2.0, x'),
        mostly('Upgrade', 'upgrade, close'),
      )
      .map(([protocol, connection]) => [
        `Upgrade: ${protocol}`,
        `Connection: ${connection}`,
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        'Sec-WebSocket-Version: 13',
        'HTTP2-Settings: AAMAAABkAAQAAP__',
      ]),
  ),
  withHeaders(
    'origin',
    fc
      .tuple(
        mostly(
          ...words('null https://app.example.com https://evil.example http://127.0.0.1 x'),
          '',
        ),
        mostly('cross-site', 'same-origin', 'same-site', 'none', ''),
        lineText,
      )
      .map(([origin, site, text]) => [
        `Origin: ${origin}`,
        `Sec-Fetch-Site: ${site}`,
        `Access-Control-Request-Method: ${text}`,
        `Access-Control-Request-Headers: ${text}`,
      ]),
  ),
  withHeaders(
    'host',
    fc
      .tuple(fc.constantFrom('Host', 'X-Forwarded-Host', 'X-Host', 'Forwarded'), lineText)
      .map(([name, value]) => [`${name}: ${value}`]),
  ),
];
