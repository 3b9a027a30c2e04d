import { expect, it } from 'vitest';
import { sender } from '@/lib/server/mail/sender';
import { parseSettings } from '@/lib/server/settings/settings';

const senderFor = (SITE_NAME: string) =>
  sender(parseSettings({ SITE_NAME, JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes' }));

it('quotes the name, without what would end the quotes or the line', () => {
  expect(senderFor('A "B"\\\r\nBcc: x')).toBe('"A BBcc: x" <no-reply@localhost>');
});

it('encodes a name that is not ASCII in words that mail servers take', () => {
  const from = senderFor('日本語'.repeat(20));
  const words = from.split(' ').slice(0, -1);
  const decoded = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString());
  expect(from).toMatch(/^[ -~]+$/);
  expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(75);
  expect(decoded.join('')).toBe('日本語'.repeat(20));
});
