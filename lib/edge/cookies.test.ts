import { describe, expect, it } from 'vitest';
import { clearedCookie, findSetCookie, keptCookie } from '@/lib/edge/cookies';

const http = { SITE_URL: 'http://localhost:3000' };
const https = { SITE_URL: 'https://app.example.com' };

describe('other cookies', () => {
  const env = { ...https, AUTH_COOKIE_DOMAIN: 'example.com' };

  it('stay with their host, where no subdomain can plant one, for as long as the table says', () => {
    expect(keptCookie('device', 'm', env)).toBe(
      '__Host-device=m; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
    expect(keptCookie('attempt-0123456789_bcdef', 'a', http)).toBe(
      'attempt-0123456789_bcdef=a; Max-Age=600; Path=/; HttpOnly; SameSite=Lax',
    );
    expect(clearedCookie('attempts', env)).toBe(
      '__Host-attempts=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
  });
});

describe('findSetCookie', () => {
  it.each([
    ['a cookie of ours', ['other=x', '__Host-access=a.b.c; Path=/; HttpOnly'], 'a.b.c'],
    ['one without attributes', ['__Host-access=a.b.c'], 'a.b.c'],
    ['none under another name', ['access=a.b.c', '__Host-accessory=a', '__Host-refresh=r'], null],
    ['none that is taken away', ['__Host-access=; Max-Age=0'], null],
    ['none in what is no cookie', ['', ';', 'x'], null],
    ['none in no line', [], null],
  ])('finds %s', (_, lines, value) => {
    expect(findSetCookie(lines, 'access', https)).toBe(value);
  });
});
