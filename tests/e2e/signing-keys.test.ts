import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { cookieHeader, HttpClient } from '@/tests/support/http-client';
import { newPair } from '@/tests/support/key-pairs';
import { serverFixture } from '@/tests/support/server';

const JWKS = '/.well-known/jwks.json';

const pairs = [await newPair('EdDSA'), await newPair('ES256')];

describe.each(pairs)('a built app that signs by $alg', ({ alg, kid, privatePem }) => {
  // In one line, as platforms' settings hold it.
  const settings = { JWT_PRIVATE_KEY: privatePem.replaceAll('\n', '\\n') };
  const server = serverFixture(settings);
  const http = new HttpClient(server);

  it('has a gate that accepts its access tokens alone, and no forged ones', async () => {
    const { access } = await http.newPerson();
    expect(decodeProtectedHeader(access)).toMatchObject({ alg, kid });
    expect((await http.get('/dashboard', cookieHeader({ access }))).status).toBe(200);
    const [header, , signature] = access.split('.');
    const [, claims] = (await http.newPerson()).access.split('.');
    const forged = cookieHeader({ access: `${header}.${claims}.${signature}` });
    const turned = await http.get('/dashboard', forged);
    expect(turned.status).toBe(307);
    expect(turned.headers.get('location')).toContain('/auth/login');
  });

  it('has a gate that renews tokens, and accepts the new ones', async () => {
    const { refresh } = await http.newPerson();
    const page = await http.get('/dashboard', cookieHeader({ refresh }));
    expect(page.status).toBe(200);
    expect(page.headers.getSetCookie()).toHaveLength(2);
  });

  it('lets another service verify access tokens with the published keys alone', async () => {
    const { access } = await http.newPerson();
    const keys = createRemoteJWKSet(new URL(JWKS, server.url));
    const { payload } = await jwtVerify(access, keys);
    expect(payload).toMatchObject({ token_type: 'access' });
  });
});

describe('the published keys', () => {
  const server = serverFixture();
  const http = new HttpClient(server);

  it('are an empty set without a key pair, cacheable for five minutes', async () => {
    for (const path of [JWKS, `${JWKS}/`, `${JWKS}?x=1`]) {
      const answer = await http.get(path, { rsc: '1' });
      expect(answer.status, path).toBe(200);
      expect(await answer.text()).toBe('{"keys":[]}');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('can be read with HEAD, and not with a method that changes them', async () => {
    const head = await fetch(server.url + JWKS, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('cache-control')).toBe('public, max-age=300');
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      const { status, text } = await http.raw(`${method} ${JWKS} HTTP/1.1`);
      expect(status, method).toBe(405);
      expect(text).toMatch(/\r\nallow: GET, HEAD, OPTIONS\r\n/i);
      expect(text).toContain(`Method \\"${method}\\" not allowed.`);
    }
  });

  it('are served without the gate, which would clear stale cookies', async () => {
    const stale = cookieHeader({ access: 'x.y.z', refresh: 'x.y.z' });
    expect((await http.get('/', stale)).headers.getSetCookie()).toHaveLength(2);
    expect((await http.get(JWKS, stale)).headers.getSetCookie()).toEqual([]);
  });

  it('open no way around the gate', async () => {
    for (const path of [
      `${JWKS}/../../dashboard`,
      `${JWKS}/dashboard`,
      `${JWKS}%2f..%2fdashboard`,
    ]) {
      const { status, text } = await http.raw(`GET ${path} HTTP/1.1`);
      expect([307, 404], path).toContain(status);
      expect(text).toMatch(/content-security-policy: .*nonce-/i);
    }
  });
});
