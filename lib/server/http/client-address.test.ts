import { describe, expect, it } from 'vitest';
import { clientAddress } from '@/lib/server/http/client-address';
import { addressBlock } from '@/lib/server/limits/address-block';

const SOCKET = '198.51.100.9';

describe('without a trusted proxy', () => {
  it('is the socket’s, whatever a header says', () => {
    expect(clientAddress(SOCKET, '203.0.113.7', 0)).toBe(SOCKET);
    expect(clientAddress('::ffff:198.51.100.9', undefined, 0)).toBe(SOCKET);
    expect(clientAddress(undefined, '203.0.113.7', 0)).toBe('');
  });
});

describe('behind proxies', () => {
  it.each([
    ['203.0.113.7', 1, '203.0.113.7'],
    ['1.1.1.1, 203.0.113.7', 1, '203.0.113.7'],
    ['1.1.1.1, 203.0.113.7, 10.0.0.1', 2, '203.0.113.7'],
    ['203.0.113.7:52000', 1, '203.0.113.7'],
    ['[2001:db8::1]:52000', 1, '2001:db8::1'],
    ['[2001:db8::1]', 1, '2001:db8::1'],
    ['::ffff:203.0.113.7', 1, '203.0.113.7'],
  ])('of %j the proxy number %d from the right counts', (header, hops, address) => {
    expect(clientAddress(SOCKET, header, hops)).toBe(address);
  });

  it('is the socket’s for a request that did not come through all of them', () => {
    for (const header of [undefined, '', '203.0.113.7', 'unknown, 10.0.0.1']) {
      expect(clientAddress(SOCKET, header, 2)).toBe(SOCKET);
    }
  });
});

/** Texts that a client behind one proxy can write in front of the entry that the proxy adds. */
function* spellings(): Generator<[header: string, hops: number]> {
  const addresses = [
    '1.2.3.4',
    '::ffff:1.2.3.4',
    '2001:db8::1',
    'unknown',
    '_x',
    '"',
    '',
    ' ',
    '%00',
  ];
  const separators = [',', ', ', ' ,', ',,', '\t,', ', ,', ';,'];
  for (let i = 0; i < 200; i += 1) yield [`10.${i}.0.${i}, ${SOCKET}`, 1];
  for (const first of addresses) {
    for (const second of addresses) {
      for (const separator of separators) yield [`${first}${separator}${second}, ${SOCKET}`, 1];
    }
  }
  for (const own of [SOCKET, `::ffff:${SOCKET}`, `::FFFF:${SOCKET}`, '::ffff:c633:6409']) {
    for (const port of ['', ':1', ':65535']) {
      const entry = own.includes(':') ? `[${own}]${port}` : `${own}${port}`;
      for (let i = 0; i < 30; i += 1) yield [`${i}.1.1.1 , ${entry}`, 1];
    }
  }
}

it('makes one block of 1,000 spellings of forwarding headers', () => {
  const all = [...spellings()];
  expect(all.length).toBeGreaterThan(1000);
  const blocks = all.map(([header, hops]) => addressBlock(clientAddress('10.0.0.1', header, hops)));
  expect(new Set(blocks)).toEqual(new Set([SOCKET]));
});
