import { describe, expect, it } from 'vitest';
import { addressBlock, canonicalAddress } from '@/lib/server/limits/address-block';

describe('canonicalAddress', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
    ['64:ff9b::203.0.113.7', '203.0.113.7'],
    ['64:ff9b::cb00:7107', '203.0.113.7'],
    ['64:ff9b:1::cb00:7107', '64:ff9b:1::cb00:7107'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  it.each([
    '',
    ' ',
    'unknown',
    '_hidden',
    '0xcb007107',
    '3405803783',
    '203.0.113',
    '0203.0.113.7',
    '203.0.113.7.',
    '203.0.113.7, 10.0.0.1',
    '[2001:db8::1]',
    '203.0.113.256',
  ])('%j is none', (text) => {
    expect(canonicalAddress(text)).toBeNull();
  });
});

describe('addressBlock', () => {
  it('is the /64 of an IPv6 address, and an IPv4 address itself', () => {
    expect(addressBlock('2001:db8:0:7::1')).toBe('2001:db8:0:7::/64');
    expect(addressBlock('2001:DB8:0:7:ffff:1:2:3')).toBe('2001:db8:0:7::/64');
    expect(addressBlock('2001:db8:0:8::1')).toBe('2001:db8:0:8::/64');
    expect(addressBlock('::ffff:203.0.113.7')).toBe(addressBlock('203.0.113.7'));
    expect(addressBlock('203.0.113.8')).not.toBe(addressBlock('203.0.113.7'));
  });

  it('is one for all clients without a known address', () => {
    expect(addressBlock(null)).toBe(addressBlock('x'));
  });
});
