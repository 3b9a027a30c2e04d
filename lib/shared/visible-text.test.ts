import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeJson, toVisibleLine, toVisibleLines } from '@/lib/shared/visible-text';
import { HOSTILE_TEXT } from '@/tests/support/hostile-text';

/** C0, DEL, C1, marks of direction, ends of lines and halves of characters. */
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u;
const HARMFUL_IN_LINES = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u;

/** Any text, with more hostile characters, emoji and joiners in it than chance would bring. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...HOSTILE_TEXT),
    fc.constantFrom(...'a1#❤👩🏽🚀©\u200c\u200d\ufe0f\ufe0eیمක්ර葛\u{e0100}ㅤ\u17b4'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
  ),
});

describe('any text', () => {
  it('becomes one line without a harmful character, as long as it was', () => {
    fc.assert(
      fc.property(text, (given) => {
        const line = toVisibleLine(given);
        expect(line).not.toMatch(HARMFUL);
        expect([...line]).toHaveLength([...given].length);
      }),
    );
  });

  it('becomes lines that have newlines and tabs where it had them, and no other control', () => {
    fc.assert(
      fc.property(text, (given) => {
        const lines = toVisibleLines(given);
        expect(lines).not.toMatch(HARMFUL_IN_LINES);
        expect(lines.replace(/[\n\t]/g, '\ufffd')).toBe(toVisibleLine(given));
      }),
    );
  });

  it('is the same after it was made harmless once more', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(toVisibleLine(toVisibleLine(given))).toBe(toVisibleLine(given));
        expect(toVisibleLines(toVisibleLines(given))).toBe(toVisibleLines(given));
      }),
    );
  });

  it('comes back from JSON that has no harmful character', () => {
    const values = fc.dictionary(text, fc.oneof(text, fc.array(text), fc.constant(null)));
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (given, indent) => {
        const json = escapeJson(JSON.stringify(given, null, indent));
        expect(json).not.toMatch(HARMFUL_IN_LINES);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });
});

describe('ordinary text', () => {
  it('stays as it is', () => {
    // Ends of lines and Hangul's fillers are graphemes to fast-check, and not seen.
    const isSeen = (given: string) => !/[\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u.test(given);
    const grapheme = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter(isSeen);
    const letters = fc.string({ unit: grapheme, maxLength: 50 });
    fc.assert(fc.property(letters, (given) => toVisibleLine(given) === given));
  });

  it.each([
    'Ada Lovelace <ada@example.com>',
    'Zoë Müller-Łuczak, Đỗ Thị Hà, Ωmega, Юлия',
    '李小龍 山田太郎 김민수 สมชาย',
    // Right to left, and joined or kept apart by U+200C and U+200D.
    'عبدالله דוד می\u200cخواهم ක්\u200dරි क्\u200dष',
    '👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈 👩🏽\u200d🚀 1\ufe0f\u20e3 🇩🇪',
    // A character of Chinese and Japanese names, in the variant that they use.
    '葛\u{e0100}城',
    'e\u0301 a\u00a0b \u3000',
  ])('%s', (given) => {
    expect(toVisibleLine(given)).toBe(given);
    expect(escapeJson(JSON.stringify(given))).toBe(JSON.stringify(given));
  });
});

describe('what is not seen', () => {
  it.each([
    ['\u001b[31mred\u009b0m', '\ufffd[31mred\ufffd0m'],
    ['a\r\nb\tc', 'a\ufffd\ufffdb\ufffdc'],
    ['txt.\u202eexe', 'txt.\ufffdexe'],
    ['half \ud83d', 'half \ufffd'],
    // Joiners and selectors where they shape nothing hide in a name that looks like another.
    ['ro\u200dot ad\u200cmin 1\u200d2 x\ufe0f', 'ro\ufffdot ad\ufffdmin 1\ufffd2 x\ufffd'],
    ['\u3164\u115f\u00ad\u034f', '\ufffd\ufffd\ufffd\ufffd'],
  ])('%j is seen as %j', (given, seen) => {
    expect(toVisibleLine(given)).toBe(seen);
  });

  it('is escaped in JSON, whose own newlines stay', () => {
    expect(escapeJson('{\n  "a": "\u009b\u202e\u{e0041}"\n}')).toBe(
      '{\n  "a": "\\u009b\\u202e\\udb40\\udc41"\n}',
    );
  });
});
