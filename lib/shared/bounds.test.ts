import { describe, expect, it } from 'vitest';
import { BOUNDS, countParts, findBreach } from '@/lib/shared/bounds';

const cookies = (count: number) => Array.from({ length: count }, (_, i) => `c${i}=1`).join('; ');

describe('findBreach', () => {
  it.each<[string, string, [string, string][]]>([
    ['a long address', `/${'a'.repeat(BOUNDS.urlLength - 1)}`, []],
    ['many parameters', `/?${'a=1&'.repeat(BOUNDS.queryParameters - 1)}b`, []],
    ['many headers', '/', Array.from({ length: BOUNDS.headers }, (_, i) => [`x-${i}`, ''])],
    ['a long header', '/', [['accept', 'a'.repeat(BOUNDS.headerLength)]]],
    ['a User-Agent of any length, which is cut', '/', [['User-Agent', 'a'.repeat(100_000)]]],
    ['any number of cookies, of which ours are kept', '/', [['Cookie', cookies(50_000)]]],
  ])('lets %s pass up to the bound', (_, target, headers) => {
    expect(findBreach(target, headers)).toBeNull();
  });

  it.each<[string, string, [string, string][]]>([
    ['url', `/${'a'.repeat(BOUNDS.urlLength)}`, []],
    ['url', `/?${'a'.repeat(BOUNDS.urlLength)}`, []],
    ['query', `/?${'a=1&'.repeat(BOUNDS.queryParameters)}b`, []],
    ['query', `/?${'&'.repeat(BOUNDS.queryParameters)}`, []],
    ['query', `/api/users/?x?${'&'.repeat(BOUNDS.queryParameters)}`, []],
    ['headers', '/', Array.from({ length: BOUNDS.headers + 1 }, (_, i) => [`x-${i}`, ''])],
    ['headers', '/', [['accept', 'a'.repeat(BOUNDS.headerLength + 1)]]],
  ])('finds one more: %s', (breach, target, headers) => {
    expect(findBreach(target, headers)).toBe(breach);
  });
});

it.each([
  ['', 0],
  ['a', 1],
  ['&', 2],
  ['a&b&c', 3],
  ['&&', 3],
])('countParts makes of %j %i', (text, count) => {
  expect(countParts(text, '&')).toBe(count);
});
