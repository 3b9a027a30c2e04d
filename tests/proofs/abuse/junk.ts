import fc, { type Arbitrary } from 'fast-check';
import { utf8 } from '@/tests/proofs/abuse/wire';

/** Texts at which some program has failed, as bytes. */
const STUMBLES = [
  ...["'", '"', '\\', '`', '%', '%%', '%2', '%zz', '%00', '%u0041', '%c0%ae', '%e0%a4%a', '&', ';'],
  ...['../../../../etc/passwd', '..%2f..%2f', '/./', '//', '\\\\x\\y', '~root', 'C:\\nul', '-'],
  ...[
    "' OR '1'='1",
    '1; DROP TABLE x',
    '$(id)',
    '`id`',
    '{{7*7}}',
    '$' + '{7*7}',
    '%n%s',
    '*',
    '#',
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'length'],
  ...['null', 'undefined', 'NaN', 'true', '[object Object]', '[]', '{}', '<script>', '<!--', ']]>'],
  ...['\xed\xa0\x80', '\xed\xb0\x80', '\xc0\x80', '\xff\xfe', '\xef\xbb\xbf', '\xf4\x90\x80\x80'],
  ...['ﷺ', 'ß', 'İ', '\u202e', '\u2028', 'a\u0300'.repeat(40), '😀', '\u0000', '\ufffd'].map(utf8),
];

/** Any bytes at all. */
export const anyBytes: Arbitrary<string> = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'));

/** A length that is short, about one of the bounds that servers have, or long. */
export const oddLength: Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(64) },
  fc.constantFrom(127, 128, 129, 255, 256, 257, 511, 512, 513, 1000, 1024, 1025, 4095, 4096, 4097),
  { weight: 2, arbitrary: fc.nat(15_000) },
);

/** Text for any place: letters, text in any script, stumbling blocks, long runs of one thing. */
export const junkText: Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }).map(utf8),
  fc.constantFrom(...STUMBLES),
  fc.array(fc.constantFrom(...STUMBLES), { minLength: 2, maxLength: 6 }).map((all) => all.join('')),
  fc
    .tuple(fc.constantFrom(...STUMBLES, 'a', ' '), oddLength)
    .map(([text, length]) => text.repeat(Math.ceil(length / text.length)).slice(0, length)),
  anyBytes,
);

/** Text that stays within one line, without characters that end a line or a header. */
export const lineText: Arbitrary<string> = junkText.map((text) => text.replace(/[\r\n\0]/g, ''));

/** Text that may stand in a target, with the characters that end one escaped. */
export const targetText: Arbitrary<string> = fc.oneof(
  lineText.map((text) => text.replace(/[\s?#]/g, '')),
  junkText.map((text) => text.replace(/[^\w.~-]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)),
);

/** A number as text. */
export const numberText: Arbitrary<string> = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom(
    ...[
      '0',
      '-0',
      '1',
      '-1',
      '+1',
      '01',
      '1.0',
      '1e3',
      '1e309',
      '0x10',
      '0b1',
      ' 1',
      '1 ',
      '१',
    ].map(utf8),
    ...[
      '9007199254740993',
      '9223372036854775807',
      '9223372036854775808',
      '2147483648',
      '9'.repeat(99),
    ],
  ),
);

/** An unexpected number of things: often few, sometimes thousands. */
export const manyCount: Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }) },
  fc.constantFrom(99, 100, 101, 999, 1000, 1001),
  { weight: 2, arbitrary: fc.integer({ min: 100, max: 3000 }) },
);

/** One of some texts as it is or, now and then, junk. */
export function mostly(...texts: string[]): Arbitrary<string> {
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...texts) }, lineText);
}

/** Returns the words of a line, for lists of texts without spaces. */
export function words(line: string): string[] {
  return line.split(' ');
}
