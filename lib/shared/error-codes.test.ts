import { expect, it } from 'vitest';
import { detailMessage, fieldMessage } from '@/lib/shared/api-error';
import { BREACHES } from '@/lib/shared/bounds';
import { ERROR_CODES, FIELD_ERROR_CODES, SESSION_END_CODES } from '@/lib/shared/error-codes';
import { socialMessage } from '@/lib/shared/social-messages';

/** Codes of a catalogue, with any words in sentences that have room for some. */
const codesOf = (catalogue: object) =>
  Object.values(catalogue).map((entry) => (typeof entry === 'function' ? entry('x') : entry).code);

it('every code of an answer has a sentence, and no other code has one', () => {
  const { sessionOver, ...details } = detailMessage;
  const ends = SESSION_END_CODES.map((code) => sessionOver(code).code);
  const codes = [details, socialMessage, BREACHES].flatMap(codesOf);
  const all = new Set(['invalid_fields', ...codes, ...ends]);
  expect(all).toEqual(new Set(Object.keys(ERROR_CODES)));
});

it('every code of a field has a sentence, and no other code has one', () => {
  expect(new Set([...codesOf(fieldMessage), 'invalid'])).toEqual(new Set(FIELD_ERROR_CODES));
});

it('codes are words in small letters, which a header may hold', () => {
  for (const code of [...Object.keys(ERROR_CODES), ...FIELD_ERROR_CODES]) {
    expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
  }
});
