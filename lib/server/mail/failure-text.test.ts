import { expect, it } from 'vitest';
import { failureText } from '@/lib/server/mail/failure-text';
import { DeliveryError } from '@/lib/server/mail/transports/transport';

it('names error, code and message of the innermost cause, in one line', () => {
  const cause = Object.assign(new TypeError('connect\nfailed'), { code: 'ECONNREFUSED' });
  expect(failureText(new DeliveryError('throttled', cause))).toBe(
    'TypeError: ECONNREFUSED: connect failed',
  );
  expect(failureText(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toBe(
    'write EPIPE',
  );
  expect(failureText('thrown text')).toBe('thrown text');
});

it('holds no address, link or token', () => {
  const token = 'abc123-0123456789abcdefghijABCDEFGHIJ0123456789_-a';
  const message = `<ada@example.com> refused: http://localhost:3000/password-reset/MQ/${token} or ${token}`;
  expect(failureText(new Error(message))).toBe('<[address]> refused: [link] or […]');
});

it('is short, whatever a server says', () => {
  expect(failureText(new Error('no '.repeat(9999)))).toHaveLength(500);
});
