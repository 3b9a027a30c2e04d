import fc, { type Arbitrary } from 'fast-check';
import {
  anyBytes,
  junkText,
  lineText,
  manyCount,
  mostly,
  targetText,
  words,
} from '@/tests/proofs/abuse/junk';
import { bodyEndpoint, pagePath, signedIn } from '@/tests/proofs/abuse/targets';
import { FORM_TYPE, type Form, JSON_TYPE, write } from '@/tests/proofs/abuse/wire';

/** A form of requests with a body, of a type that the body decides. */
function withBody(
  name: string,
  of: (field: string) => Arbitrary<readonly [type: string, body: string]>,
): Form {
  return {
    name: `body: ${name}`,
    of: ({ access }) =>
      fc.tuple(bodyEndpoint, signedIn(access)).chain(([{ method, path, body: fields }, headers]) =>
        fc
          .constantFrom(...fields)
          .chain(of)
          .map(([type, body]) =>
            write({ method, target: path, headers: [type, ...headers], body }),
          ),
      ),
  };
}

const asForm = (body: string) => [FORM_TYPE, body] as const;

/** Sizes near the largest body that is read, and far over it. */
const size = fc.constantFrom(1, 16_384, 65_534, 65_535, 65_536, 65_537, 65_538, 100_000, 262_144);

const filled = (start: string, text: string, end: string, size: number) => {
  const room = Math.max(0, size - start.length - end.length);
  return start + text.repeat(Math.ceil(room / text.length)).slice(0, room) + end;
};

const BOUNDARY = 'xxBOUNDARYxx';

const part = fc
  .tuple(
    mostly('email', 'password', '', '__proto__'),
    mostly('', '; filename="x"', "; filename*=UTF-8''%"),
    junkText,
  )
  .map(([name, more, content]) =>
    [
      `--${BOUNDARY}`,
      `Content-Disposition: form-data; name="${name}"${more}`,
      'Content-Type: text/plain',
      '',
      content,
    ].join('\r\n'),
  );

const TYPES = [
  ...words('text/plain text/html application/xml application/octet-stream application/graphql'),
  ...words('application/json;charset=iso-8859-1 application/json;;;'),
  ...['application/json; charset=utf-16'],
  ...words('APPLICATION/JSON application/jsonx application/vnd.api+json application/x-ndjson'),
  ...words('json'),
  ...words('multipart/form-data multipart/mixed */*'),
  ...['application/x-www-form-urlencoded; charset=koi8-r'],
  ...['application/json, text/plain', ' ', ';', 'application/msgpack', 'text/x-component', '/'],
];

/** Up to as many fields as a body that is read can have. */
const fieldCount = fc.oneof(manyCount, fc.constantFrom(8000, 32_000));

/** Kinds of bodies that are no JSON, or say so. */
export const bodyForms: readonly Form[] = [
  withBody('a&', () =>
    fc
      .tuple(fieldCount, fc.constantFrom('a&', 'a=1&', '&', '=&', 'a=%&', '%00&', '+&'))
      .map(([count, part]) => asForm(part.repeat(Math.min(count, 65_000 / part.length)))),
  ),
  withBody('field twice', (field) =>
    fc
      .array(targetText, { minLength: 2, maxLength: 50 })
      .map((values) => asForm(values.map((value) => `${field}=${value}`).join('&'))),
  ),
  withBody('thousands of fields', () =>
    fieldCount.map((count) => asForm(Array.from({ length: count }, (_, i) => `k${i}=1`).join('&'))),
  ),
  withBody('form junk', (field) =>
    fc
      .oneof(
        junkText,
        targetText.map((text) => `${field}=${text}`),
      )
      .map(asForm),
  ),
  withBody('form prototype', (field) =>
    fc
      .constantFrom(
        '__proto__=x',
        '__proto__[x]=y',
        'constructor=1',
        `${field}[]=1`,
        `${field}[a][b]=1`,
      )
      .map((text) => asForm(`${text}&${field}=1&${text}`)),
  ),
  withBody('multipart', () =>
    fc
      .tuple(
        fc.array(part, { maxLength: 5 }),
        mostly(BOUNDARY, '', `"${BOUNDARY}"`, 'x'.repeat(200)),
        fc.boolean(),
      )
      .map(([parts, boundary, isClosed]) => [
        `Content-Type: multipart/form-data; boundary=${boundary}`,
        `${parts.join('\r\n')}\r\n${isClosed ? `--${BOUNDARY}--\r\n` : ''}`,
      ]),
  ),
  withBody('type', (field) =>
    fc
      .tuple(mostly(...TYPES), fc.constantFrom(`{"${field}":"x"}`, `${field}=x`, ''))
      .map(([type, body]) => [`Content-Type: ${type}`, body]),
  ),
  withBody('coding', (field) =>
    fc
      .tuple(mostly('gzip', 'br', 'deflate', 'identity', 'x'), lineText)
      .map(([coding, text]) => [
        `${JSON_TYPE}\r\nContent-Encoding: ${coding}`,
        `{"${field}":"${text}"}`,
      ]),
  ),
  withBody('size', (field) =>
    fc
      .tuple(size, fc.constantFrom('a', ' ', '&', '%', '\xff', '['), fc.boolean())
      .map(([size, text, isJson]) =>
        isJson
          ? [JSON_TYPE, filled(`{"${field}":"`, text, '"}', size)]
          : [FORM_TYPE, filled(`${field}=`, text, '', size)],
      ),
  ),
  {
    name: 'body: for a page',
    of: () =>
      fc
        .tuple(
          pagePath,
          fc.constantFrom('POST', 'PUT', 'GET', 'DELETE'),
          mostly(...TYPES),
          fc.oneof(anyBytes, junkText),
        )
        .map(([target, method, type, body]) =>
          write({ method, target, headers: [`Content-Type: ${type}`], body }),
        ),
  },
];
