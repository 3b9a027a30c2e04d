import { describe, expect, it } from 'vitest';
import { isLoopback, isLoopbackAddress } from '@/lib/shared/loopback';

const ADDRESSES = [
  '127.0.0.1',
  '127.9.8.7',
  '127.255.255.255',
  '::1',
  '[::1]',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
  '::FFFF:127.1.2.3',
  '::ffff:7f00:1',
  '[::ffff:127.0.0.1]',
];

const NAMES = ['localhost', 'LOCALHOST'];

const OTHERS = [
  '',
  '.',
  '::',
  '[]',
  '0.0.0.0',
  '10.0.0.1',
  '128.0.0.1',
  '192.0.2.2',
  '127.0.0',
  '127.0.0.256',
  '127.0.0.1.',
  '0127.0.0.1',
  '2130706433',
  '127.0.0.1.evil.example',
  '127.0.0.1:80',
  '::1%lo',
  '::2',
  'fd00::2',
  '::ffff:192.0.2.2',
  '::ffff:7e00:1',
  '[::1]:80',
  '::1]/[',
  'localhost.',
  'app.localhost',
  'localhost.evil.example',
  'evil-localhost',
  'localhost..',
  '.localhost',
  'a..localhost',
  'my localhost',
  'localhost\n',
];

describe('this very machine', () => {
  it.each(ADDRESSES)('is %s, a host and an address', (address) => {
    expect(isLoopback(address)).toBe(true);
    expect(isLoopbackAddress(address)).toBe(true);
  });

  it.each(NAMES)('is %s, a host and no address', (name) => {
    expect(isLoopback(name)).toBe(true);
    expect(isLoopbackAddress(name)).toBe(false);
  });

  it.each(OTHERS)('is not %j', (host) => {
    expect(isLoopback(host)).toBe(false);
    expect(isLoopbackAddress(host)).toBe(false);
  });
});
