import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areSameLetters, otherNormalForm } from '@/lib/shared/normal-forms';

it('a text in NFC has NFD for its other form, one in NFD or in neither has NFC', () => {
  expect(otherNormalForm('caf\u00e9')).toBe('cafe\u0301');
  expect(otherNormalForm('cafe\u0301')).toBe('caf\u00e9');
  expect(otherNormalForm('Vi\u00ea\u0323t')).toBe('Vi\u1ec7t');
});

it('a text that is the same in both forms has no other, nor has one that takes long', () => {
  expect(otherNormalForm('correct horse ß 密码 😀')).toBeNull();
  const start = performance.now();
  expect(otherNormalForm(`a${'\u0315\u0300'.repeat(30_000)}`)).toBeNull();
  expect(areSameLetters('\u00e9'.repeat(60_000), 'e\u0301'.repeat(60_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});

it('forms of a text are the same letters, and no others are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(areSameLetters(text.normalize('NFC'), text.normalize('NFD'))).toBe(true);
      expect(areSameLetters(text, `${text}x`)).toBe(false);
    }),
  );
  // Compatible is not the same: a password that looks alike is another one.
  for (const other of ['ﬁ', 'FI', 'fı', 'fi ']) expect(areSameLetters('fi', other)).toBe(false);
});
