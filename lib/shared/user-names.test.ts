import { expect, it } from 'vitest';
import { greetingName, initials, nameOfAddress, wholeName } from '@/lib/shared/user-names';

const email = 'ada.king@example.com';
const invisible = '\u200b\u2060\u3164\u00ad \u0301';

it.each([
  ['Ada', 'King', 'Ada', 'Ada King', 'AK'],
  ['Ada', '', 'Ada', 'Ada', 'A'],
  ['', 'King', 'King', 'King', 'K'],
  ['', '', 'ada.king', 'ada.king', 'A'],
  [' ', '\t', 'ada.king', 'ada.king', 'A'],
  [invisible, invisible, 'ada.king', 'ada.king', 'A'],
  ['😀 Ada', 'ßen', '😀 Ada', '😀 Ada ßen', '😀SS'],
  ['\u202e.A', '1', '\u202e.A', '\u202e.A 1', '.1'],
])(
  'an account named %j %j is greeted as %j, listed as %j, and stands as %j',
  (first_name, last_name, greeting, whole, letters) => {
    const user = { first_name, last_name, email };
    expect([greetingName(user), wholeName(user), initials(user)]).toEqual([
      greeting,
      whole,
      letters,
    ]);
  },
);

it.each([
  ['ada@example.com', 'ada'],
  ['a@b@example.com', 'a@b'],
  ['@example.com', '@example.com'],
  ['ada', 'ada'],
])('of the address %j the name is %j', (address, name) => {
  expect(nameOfAddress(address)).toBe(name);
});
