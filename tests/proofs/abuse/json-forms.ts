import fc, { type Arbitrary } from 'fast-check';
import { junkText, manyCount, numberText } from '@/tests/proofs/abuse/junk';
import { bodyEndpoint, signedIn } from '@/tests/proofs/abuse/targets';
import { type Form, JSON_TYPE, utf8, write } from '@/tests/proofs/abuse/wire';

/** A depth or length, up to the most that a body of about 64 kB can have. */
const depth = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(1000, 5000, 30_000));

/**
 * A form of requests with a JSON body for an endpoint that reads one; `{}` is a field's name in it.
 */
function json(
  name: string,
  body: (field: string) => Arbitrary<string>,
  of?: (body: string) => string,
): Form {
  return {
    name: `JSON: ${name}`,
    of: ({ access }) =>
      fc.tuple(bodyEndpoint, signedIn(access)).chain(([{ method, path, body: fields }, headers]) =>
        fc
          .constantFrom(...fields)
          .chain(body)
          .map((text) =>
            write({
              method,
              target: path,
              headers: [JSON_TYPE, ...headers],
              body: of ? of(text) : text,
            }),
          ),
      ),
  };
}

const SCALARS = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '""',
  '"x"',
  '[]',
  '{}',
  '[1]',
  '{"a":1}',
];

const numbers = fc.oneof(
  numberText,
  depth.map((length) => '9'.repeat(length)),
  depth.map((length) => `1e${'9'.repeat(Math.min(length, 1000))}`),
  depth.map((length) => `0.${'0'.repeat(length)}1`),
);

const lone = fc.constantFrom(
  '\\ud800',
  '\\udc00',
  '\\ud800\\ud800',
  '\xed\xa0\x80',
  '\\u0000',
  '\\uD83D',
);

const value = fc.oneof(fc.json({ maxDepth: 3 }).map(utf8), fc.constantFrom(...SCALARS));

const object = (field: string) => value.map((json) => `{"${field}":${json}}`);

/** Kinds of JSON bodies. */
export const jsonForms: readonly Form[] = [
  json('any', () => fc.json({ maxDepth: 5 }).map(utf8)),
  json('scalar', () => fc.constantFrom(...SCALARS)),
  json('field', object),
  json('number', (field) => numbers.map((number) => `{"${field}":${number}}`)),
  json('deep', (field) =>
    fc
      .tuple(
        depth,
        fc.constantFrom<[string, string]>(['[', ']'], ['{"a":', '}'], [`{"x":[`, ']}']),
        fc.boolean(),
      )
      .map(([depth, [open, close], isClosed]) => {
        const count = Math.min(depth, Math.floor(60_000 / (open.length + close.length)));
        const deep = open.repeat(count) + (isClosed ? `1${close.repeat(count)}` : '');
        return `{"${field}":${deep}}`;
      }),
  ),
  json('wide', (field) =>
    fc
      .tuple(manyCount, fc.boolean())
      .map(([count, isList]) =>
        isList
          ? `{"${field}":[${Array.from({ length: count }, () => '{}').join()}]}`
          : `{${Array.from({ length: count }, (_, i) => `"k${i}":0`).join()}}`,
      ),
  ),
  json('keys twice', (field) =>
    fc
      .array(value, { minLength: 2, maxLength: 30 })
      .map((values) => `{${values.map((json) => `"${field}":${json}`).join()}}`),
  ),
  json('prototype', (field) =>
    fc
      .tuple(
        fc.constantFrom(
          '__proto__',
          'constructor',
          'prototype',
          'toJSON',
          'then',
          '\\u005f_proto__',
        ),
        value,
      )
      .map(
        ([key, json]) => `{"${key}":{"${field}":${json},"isStaff":true},"${field}":{"${key}":1}}`,
      ),
  ),
  json('surrogate', (field) => lone.map((text) => `{"${field}":"${text}","${text}":"x"}`)),
  json('long text', (field) =>
    fc
      .tuple(
        depth,
        fc.constantFrom('a', '\\u0041', '\\\\', 'é', '\\ud83d\\ude00', ' ', '@', '.a', '-'),
      )
      .map(
        ([length, text]) =>
          `{"${field}":"a@${utf8(text).repeat(Math.min(length, Math.floor(60_000 / text.length)))}"}`,
      ),
  ),
  json('junk', () => junkText),
  json('white space', () => depth.map((length) => `${' \n\t\r'.repeat(length / 4)}{}`)),
  json('byte order', object, (text) => `\xef\xbb\xbf${text}`),
  json('UTF-16', object, (text) => `\xff\xfe${Buffer.from(text, 'utf16le').toString('latin1')}`),
  json('cut short', (field) =>
    fc.constantFrom(
      `{"${field}":"x"`,
      `{"${field}":`,
      `{"${field}`,
      '{',
      '{"a":tru',
      '[1,',
      '"\\u00',
      '"',
    ),
  ),
];
