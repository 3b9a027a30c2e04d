import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import * as jwks from '@/app/.well-known/jwks.json/route';
import { ApiClient } from '@/tests/support/api-client';
import { newPair } from '@/tests/support/key-pairs';
import { signIn, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const [own, previous] = [await newPair('EdDSA'), await newPair('ES256')];
const SECRETS = {
  JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes',
  JWT_PREVIOUS_SECRETS: 'an-old-secret-of-at-least-32-bytes-of-text',
};
const app = await startTestApp({
  ...SECRETS,
  JWT_PRIVATE_KEY: own.privatePem,
  JWT_PREVIOUS_PUBLIC_KEYS: `${previous.publicPem}${own.publicPem}${previous.publicPem}`,
  CORS_ALLOWED_ORIGINS: 'https://a.example',
});
await signUp();

const PATH = '/.well-known/jwks.json';
const get = (headers = {}) => new ApiClient().call(jwks, 'GET', PATH, { headers });

describe('200', () => {
  it('is every public key once, by name and algorithm, and nothing that is secret', async () => {
    const { status, json, text } = await get();
    expect(status).toBe(200);
    expect(json).toEqual({
      keys: [own, previous].map(({ kid, alg, publicKey }) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        alg,
        use: 'sig',
      })),
    });
    const secrets = Object.values(SECRETS).flatMap((secret) =>
      (['utf8', 'base64url', 'hex'] as const).map((form) => Buffer.from(secret).toString(form)),
    );
    const { d = '' } = own.privateKey.export({ format: 'jwk' });
    for (const secret of [...secrets, d]) expect(text).not.toContain(secret);
  });

  it('is all that another service needs to verify an access token', async () => {
    const { access } = await signIn();
    const keys = createLocalJWKSet((await get()).json as JSONWebKeySet);
    const currentDate = app.clock.now();
    const { payload } = await jwtVerify(access, keys, { currentDate, algorithms: ['EdDSA'] });
    expect(payload).toMatchObject({ token_type: 'access', user_id: 1 });
    const [header, , signature] = access.split('.');
    const claims = Buffer.from(JSON.stringify({ ...payload, user_id: 2 })).toString('base64url');
    const forged = `${header}.${claims}.${signature}`;
    await expect(jwtVerify(forged, keys, { currentDate })).rejects.toThrow('signature');
  });

  it('may be kept for five minutes by any cache, for any client', async () => {
    for (const headers of [{}, { origin: 'https://a.example' }, { cookie: 'access=x.y.z' }]) {
      const answer = await get(headers);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.has('access-control-allow-credentials')).toBe(false);
      expect(answer.headers.has('vary')).toBe(false);
      expect(answer.cookies).toEqual([]);
    }
    const head = await new ApiClient().call(jwks, 'HEAD', PATH);
    expect(head.headers.get('cache-control')).toBe('public, max-age=300');
  });
});

describe('405', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    'for %s, kept by no cache',
    async (method) => {
      const answer = await new ApiClient().call(jwks, method, PATH);
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
    },
  );
});
