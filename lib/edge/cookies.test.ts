import { parseSetCookie } from 'cookie';
import { describe, expect, it } from 'vitest';
import {
  clearedCookie,
  clearedTokenCookies,
  findSetCookie,
  keptCookie,
  readTokens,
  tokenCookies,
} from '@/lib/edge/cookies';

const http = { SITE_URL: 'http://localhost:3000' };
const https = { SITE_URL: 'https://app.example.com' };
const tokens = {
  access: { token: 'a.a.a', ttlSeconds: 300 },
  refresh: { token: 'r.r.r', ttlSeconds: 86_400 },
};

describe('token cookies', () => {
  it('are out of reach of scripts and other sites, and live as long as their tokens', () => {
    expect(tokenCookies(tokens, http)).toEqual([
      'access=a.a.a; Max-Age=300; Path=/; HttpOnly; SameSite=Lax',
      'refresh=r.r.r; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  it('are Secure and bound to their host when the site is https', () => {
    const [access] = tokenCookies(tokens, https);
    expect(parseSetCookie(access ?? '')).toMatchObject({ name: '__Host-access', secure: true });
  });

  it('are shared with subdomains only if asked to', () => {
    const [access] = tokenCookies(tokens, { ...https, AUTH_COOKIE_DOMAIN: 'example.com' });
    expect(parseSetCookie(access ?? '')).toMatchObject({ name: 'access', domain: 'example.com' });
  });

  it('are Secure as AUTH_COOKIE_SECURE says', () => {
    const [access] = tokenCookies(tokens, { ...https, AUTH_COOKIE_SECURE: false });
    expect(parseSetCookie(access ?? '')).toMatchObject({ name: 'access' });
    expect(access).not.toContain('Secure');
  });

  it('stay within 4096 bytes', () => {
    const long = { token: 'x'.repeat(3900), ttlSeconds: 1 };
    for (const line of tokenCookies({ access: long, refresh: long }, https)) {
      expect(line.length).toBeLessThanOrEqual(4096);
    }
  });

  it('are cleared with the attributes they were set with', () => {
    expect(clearedTokenCookies(https)).toEqual([
      '__Host-access=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-refresh=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
  });
});

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

describe('readTokens', () => {
  it('finds both tokens among other cookies', () => {
    const header = 'theme=dark; access=a.a.a; refresh=r.r.r';
    expect(readTokens(header, http)).toEqual({ access: 'a.a.a', refresh: 'r.r.r' });
  });

  it('does not take a sibling subdomain’s cookie for its own', () => {
    expect(readTokens('access=planted; __Host-access=own', https).access).toBe('own');
    expect(readTokens('access=planted; =nameless; __host-access=x', https).access).toBeNull();
  });

  it.each([null, '', ';', 'access', 'access=', '%E0%A4%A=1; access=%E0%A4%A', '=x', 'a=\ud800'])(
    'survives the header %j',
    (header) => {
      expect(() => readTokens(header, http)).not.toThrow();
    },
  );
});
