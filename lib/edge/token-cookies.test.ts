import { parseSetCookie } from 'cookie';
import { describe, expect, it } from 'vitest';
import { clearedTokenCookies, readTokens, tokenCookies } from '@/lib/edge/token-cookies';

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

describe('twins of token cookies', () => {
  const env = { ...https, AUTH_COOKIE_DOMAIN: '.Example.com' };
  const sent = 'refresh=old; refresh=new';
  const placesOf = (lines: readonly string[], name: string) =>
    lines
      .map((line) => parseSetCookie(line))
      .filter((cookie) => cookie.name === name)
      .map(({ domain, maxAge }) => [domain, maxAge]);

  it('are cleared with the tokens wherever they may be, for the host and for its domains', () => {
    for (const type of ['access', 'refresh']) {
      expect(placesOf(clearedTokenCookies(env), type)).toEqual([
        ['.Example.com', 0],
        [undefined, 0],
        ['app.example.com', 0],
      ]);
      const plain = { SITE_URL: 'http://app.example.com' };
      expect(placesOf(clearedTokenCookies(plain, sent), type)).toEqual([
        [undefined, 0],
        ['app.example.com', 0],
        ['example.com', 0],
      ]);
    }
  });

  it('make way for new tokens, which come after them', () => {
    expect(placesOf(tokenCookies(tokens, env, sent), 'refresh')).toEqual([
      [undefined, 0],
      ['app.example.com', 0],
      ['.Example.com', 86_400],
    ]);
    expect(tokenCookies(tokens, env, 'refresh=one')).toEqual(tokenCookies(tokens, env));
  });

  it.each(['http://localhost:3000', 'http://192.0.2.1', 'http://[::1]:3000'])(
    'have no domain at %s',
    (SITE_URL) => {
      expect(clearedTokenCookies({ SITE_URL }, sent)).toEqual(clearedTokenCookies(http));
    },
  );

  it('cannot be where a cookie is bound to its host: nothing else is cleared', () => {
    expect(clearedTokenCookies(https, '__Host-access=a; __Host-access=b; access=c')).toEqual(
      clearedTokenCookies(https),
    );
  });
});

describe('readTokens', () => {
  it('finds both tokens among other cookies', () => {
    const header = 'theme=dark; access=a.a.a; refresh=r.r.r';
    expect(readTokens(header, http)).toEqual({ access: ['a.a.a'], refresh: ['r.r.r'] });
  });

  it('does not take a sibling subdomain’s cookie for its own', () => {
    expect(readTokens('access=planted; __Host-access=own', https).access).toEqual(['own']);
    expect(readTokens('access=planted; =nameless; __host-access=x', https).access).toEqual([]);
  });

  it('finds twins, each once and in their order, and none that counts among more than a browser has', () => {
    const twins = readTokens('refresh=a; access=x;refresh=b; refresh=a; refresh=', http);
    expect(twins).toEqual({ access: ['x'], refresh: ['a', 'b'] });
    const many = (length: number) =>
      Array.from({ length }, (_, at) => `refresh=${at}; refresh=${at}`).join('; ');
    expect(readTokens(many(5), http).refresh).toEqual(['0', '1', '2', '3', '4']);
    for (const length of [6, 50]) expect(readTokens(many(length), http).refresh).toEqual(['']);
  });

  it.each([null, '', ';', 'access', 'access=', '%E0%A4%A=1; access=%E0%A4%A', '=x', 'a=\ud800'])(
    'survives the header %j',
    (header) => {
      expect(() => readTokens(header, http)).not.toThrow();
    },
  );
});
