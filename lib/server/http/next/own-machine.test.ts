import { expect, it } from 'vitest';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { isFromOwnMachine } from '@/lib/server/http/next/own-machine';

const isOwn = (address: string) =>
  isFromOwnMachine(new Headers({ [INTERNAL_HEADERS.socketAddress.name]: address }));

it.each(['127.0.0.1', '127.9.8.7', '::1', '::ffff:127.0.0.1', '::FFFF:127.1.2.3'])(
  '%s is this machine',
  (address) => {
    expect(isOwn(address)).toBe(true);
  },
);

it.each([
  '192.0.2.2',
  '10.0.0.1',
  '128.0.0.1',
  '::ffff:192.0.2.2',
  'fd00::2',
  '::',
  '',
  'localhost',
  '127.0.0.1.evil.example',
])('%s is not', (address) => {
  expect(isOwn(address)).toBe(false);
});

it('what a proxy or a client claims counts for nothing', () => {
  const claims = { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', host: 'localhost' };
  expect(isFromOwnMachine(new Headers(claims))).toBe(false);
});
