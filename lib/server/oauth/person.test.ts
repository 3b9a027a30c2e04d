import { expect, it } from 'vitest';
import { readAddress, readNames } from '@/lib/server/oauth/person';

it.each([
  ['  Ada@EXAMPLE.com ', 'ada@example.com'],
  ['no address', null],
  ['"quoted"@example.com', null],
  ['a@b.example\nBcc: c@d.example', null],
  [
    `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.io`,
    null,
  ],
  ['', null],
  [null, null],
])('the address %j counts as %j, and as verified only if there is one', (given, email) => {
  expect(readAddress(given, true)).toEqual({ email, isEmailVerified: email !== null });
  expect(readAddress(given, false).isEmailVerified).toBe(false);
});

it.each([
  [{ first: ' Ada ', last: 'King' }, 'Ada', 'King'],
  [{ first: 'Ada', whole: 'Another Name' }, 'Ada', ''],
  [{ whole: 'Ada Augusta King' }, 'Ada Augusta', 'King'],
  [{ whole: 'Ada' }, 'Ada', ''],
  [{ first: '\0\u202e', whole: 'A\nB' }, 'A', 'B'],
  [{ first: 'A\u0000\u001b[31mB\u202e' }, 'A [31mB', ''],
  [{ first: 'A\u009b1m', last: 'B\u061c\u2066\u2028C' }, 'A 1m', 'B C'],
  [{ first: 'A\ud800' }, 'A', ''],
  [{ first: '😀'.repeat(300) }, '😀'.repeat(255), ''],
  [{ whole: 'x '.repeat(500_000) }, 'x'.padEnd(255, ' x').slice(0, 253), 'x'],
  [{}, '', ''],
  [{ first: null, last: undefined }, '', ''],
])('of %j the names are %j and %j', (parts, firstName, lastName) => {
  expect(readNames(parts)).toEqual({ firstName, lastName });
});
