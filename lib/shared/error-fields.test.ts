import { expect, it } from 'vitest';
import { fieldMessage } from '@/lib/shared/api-error';
import { readFieldCodes, writeFieldCodes } from '@/lib/shared/error-fields';

const { taken, passwordTooShort, passwordTooCommon, passwordTooSimilar } = fieldMessage;
const errors = {
  email: [taken('email')],
  new_password: [passwordTooSimilar('first name'), passwordTooShort(8), passwordTooCommon],
};
const header =
  'email=taken, new_password=(password_too_similar;to="first_name" password_too_short;min=8 password_too_common)';

it('codes of fields are written as a dictionary of RFC 9651, in the order of the body', () => {
  expect(writeFieldCodes(errors)).toBe(header);
});

it('and read from it, with their parameters', () => {
  expect(readFieldCodes(header)).toEqual({
    email: [{ code: 'taken', params: {} }],
    new_password: [
      { code: 'password_too_similar', params: { to: 'first_name' } },
      { code: 'password_too_short', params: { min: 8 } },
      { code: 'password_too_common', params: {} },
    ],
  });
});

it('a code of a newer server is read as one that is not known', () => {
  expect(readFieldCodes('email=not_yet_thought_of;x=1')).toEqual({ email: [{ code: 'invalid' }] });
});

it.each([null, '', 'email=', '=taken', 'email=(taken', '\u{e9}=taken'])(
  'of %j nothing is read',
  (text) => {
    expect(readFieldCodes(text)).toEqual({});
  },
);
