import fc, { type Arbitrary } from 'fast-check';
import { anyBytes, junkText, mostly, numberText, words } from '@/tests/proofs/abuse/junk';
import { anyPath, bodyEndpoint } from '@/tests/proofs/abuse/targets';
import { type Form, JSON_TYPE, write } from '@/tests/proofs/abuse/wire';

/** The targets of bodies: mostly endpoints that read them. */
const aim: Form['of'] = (world) =>
  fc.oneof(
    { weight: 3, arbitrary: bodyEndpoint.map(({ method, path }) => `${method} ${path}`) },
    anyPath(world).map((path) => `POST ${path}`),
  );

/** A form of requests whose headers and bodies disagree about where the body ends. */
function framed(
  name: string,
  framing: Arbitrary<readonly [headers: string[], body: string]>,
): Form {
  return {
    name: `framing: ${name}`,
    isOpen: true,
    of: (world) =>
      fc.tuple(aim(world), framing).map(([aim, [headers, body]]) => {
        const [method = '', target = ''] = aim.split(' ', 2);
        return write({ method, target, headers: [JSON_TYPE, ...headers] }) + body;
      }),
  };
}

const body = fc.oneof(fc.constantFrom('', '{}', '{"email":"a@b.example"}'), junkText);

const codings = [
  ...words('chunked Chunked identity'),
  ...[' chunked', 'chunked ', 'chunked, chunked', 'gzip, chunked'],
  ...words('xchunked "chunked" chunked;q=1 gzip'),
  ...['chunked, identity', '\tchunked', '', '\x0bchunked'],
];

const chunkSize = mostly(
  ...words('0 2 02 2;x=y 2;" 0x2 -2 g FFFFFFFF ffffffffffffffff'),
  ...['2 ', ' 2', ''],
  ...['10000000000000002', '2\r', '2\n', '7fffffff', '00000000000000000000002'],
);

const chunk = fc
  .tuple(
    chunkSize,
    fc.oneof(fc.constant('{}'), anyBytes),
    fc.constantFrom('\r\n', '\n', '', '\r', 'x\r\n'),
  )
  .map(([size, data, end]) => `${size}\r\n${data}${end}`);

const chunked = 'Transfer-Encoding: chunked';

/** Chunks of a body, all well-formed: a few large, or thousands of one byte. */
const goodChunks = fc
  .tuple(fc.constantFrom(1, 2, 100, 5000), fc.integer({ min: 1, max: 3000 }))
  .map(([size, count]) => {
    const one = `${size.toString(16)}\r\n${' '.repeat(size)}\r\n`;
    return one.repeat(Math.min(count, Math.ceil(100_000 / size)));
  });

const SMUGGLED = 'GET /api/health/ HTTP/1.1\r\nHost: x\r\n\r\n';

/** Kinds of bodies whose length is in doubt. */
export const framing: readonly Form[] = [
  framed(
    'length',
    fc
      .tuple(fc.oneof(numberText, mostly('', '1, 1', '0, 5', '+5', '5 5', '1e3', '65537')), body)
      .map(([length, body]) => [[`Content-Length: ${length}`], body] as const),
  ),
  framed(
    'lengths',
    fc
      .tuple(fc.array(numberText, { minLength: 2, maxLength: 4 }), body)
      .map(
        ([lengths, body]) => [lengths.map((length) => `Content-Length: ${length}`), body] as const,
      ),
  ),
  framed(
    'both',
    fc
      .tuple(mostly(...codings), numberText, body, fc.boolean())
      .map(([coding, length, body, isFirst]) => {
        const headers = [`Transfer-Encoding: ${coding}`, `Content-Length: ${length}`];
        return [isFirst ? headers : headers.reverse(), `0\r\n\r\n${body}`] as const;
      }),
  ),
  framed(
    'coding',
    fc
      .tuple(mostly(...codings), fc.array(chunk, { maxLength: 4 }))
      .map(([coding, chunks]) => [[`Transfer-Encoding: ${coding}`], chunks.join('')] as const),
  ),
  framed(
    'chunks',
    fc
      .tuple(
        fc.array(chunk, { maxLength: 6 }),
        fc.constantFrom('', '0\r\n\r\n', '0\r\nx: y\r\n\r\n'),
      )
      .map(([chunks, end]) => [[chunked], chunks.join('') + end] as const),
  ),
  framed(
    'good chunks',
    goodChunks.map((chunks) => [[chunked], `${chunks}0\r\n\r\n`] as const),
  ),
  framed(
    'trailer',
    fc
      .tuple(junkText, fc.integer({ min: 0, max: 2000 }))
      .map(
        ([junk, count]) => [[chunked], `0\r\n${'a: b\r\n'.repeat(count)}${junk}\r\n\r\n`] as const,
      ),
  ),
  framed(
    'smuggled',
    fc
      .constantFrom('Content-Length: 0', 'Content-Length: 3', chunked, 'Content-Length : 0', 'X: y')
      .map((header) => [[header], `0\r\n\r\n${SMUGGLED}`] as const),
  ),
  framed(
    'expect',
    fc
      .tuple(mostly('100-continue', '100-Continue', '200-ok', ''), body)
      .map(
        ([expect, body]) =>
          [[`Expect: ${expect}`, `Content-Length: ${body.length}`], body] as const,
      ),
  ),
];
