import { parseSetCookie } from 'cookie';
import { describe, expect, it } from 'vitest';
import { clearedCookies, readTokens, sessionCookies } from '@/lib/edge/cookies';

const http = { SITE_URL: 'http://localhost:3000' };
const https = { SITE_URL: 'https://app.example.com' };
const tokens = {
  access: { token: 'a.a.a', ttlSeconds: 300 },
  refresh: { token: 'r.r.r', ttlSeconds: 86_400 },
};

describe('session cookies', () => {
  it('are out of reach of scripts and other sites, and live as long as their tokens', () => {
    expect(sessionCookies(tokens, http)).toEqual([
      'access=a.a.a; Max-Age=300; Path=/; HttpOnly; SameSite=Lax',
      'refresh=r.r.r; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  it('are Secure and bound to their host when the site is https', () => {
    const [access] = sessionCookies(tokens, https);
    expect(parseSetCookie(access ?? '')).toMatchObject({ name: '__Host-access', secure: true });
  });

  it('are shared with subdomains only if asked to', () => {
    const [access] = sessionCookies(tokens, { ...https, AUTH_COOKIE_DOMAIN: 'example.com' });
    expect(parseSetCookie(access ?? '')).toMatchObject({ name: 'access', domain: 'example.com' });
  });

  it('leave the device’s mark with its host, where no subdomain can plant one', () => {
    const issued = { ...tokens, device: { token: 'm', ttlSeconds: 60 } };
    const mark = sessionCookies(issued, { ...https, AUTH_COOKIE_DOMAIN: 'example.com' })[2];
    expect(mark).toBe('__Host-device=m; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax');
  });

  it('are Secure as AUTH_COOKIE_SECURE says', () => {
    const [access] = sessionCookies(tokens, { ...https, AUTH_COOKIE_SECURE: false });
    expect(parseSetCookie(access ?? '')).toMatchObject({ name: 'access' });
    expect(access).not.toContain('Secure');
  });

  it('stay within 4096 bytes', () => {
    const long = { token: 'x'.repeat(3900), ttlSeconds: 1 };
    for (const line of sessionCookies({ access: long, refresh: long }, https)) {
      expect(line.length).toBeLessThanOrEqual(4096);
    }
  });

  it('are cleared with the attributes they were set with', () => {
    expect(clearedCookies(https)).toEqual([
      '__Host-access=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-refresh=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
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
