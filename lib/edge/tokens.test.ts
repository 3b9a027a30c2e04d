import { createHmac } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { type Claims, signToken, verifyToken } from './tokens';

const SECRET = 'a-secret-for-tests-of-at-least-32-bytes';
const NOW = new Date('2026-01-01T00:00:00Z');
const iat = NOW.getTime() / 1000;
const claims: Claims = {
  token_type: 'refresh',
  iat,
  exp: iat + 60,
  jti: 's.0.refresh',
  user_id: 1,
  sid: 's',
  generation: 0,
};
const key = new TextEncoder().encode(SECRET);
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

function forge(header: object, payload: object, secret: string | Uint8Array = SECRET): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

describe('signToken', () => {
  it('gives the same token for the same claims', async () => {
    expect(await signToken(claims, SECRET)).toBe(await signToken({ ...claims }, SECRET));
  });
});

describe('verifyToken', () => {
  it('returns the claims of a token of ours', async () => {
    expect(await verifyToken(await signToken(claims, SECRET), SECRET, NOW)).toEqual(claims);
    expect(await verifyToken(forge({ alg: 'HS256' }, claims), SECRET, NOW)).toEqual(claims);
  });

  it('ends at the second of its expiry', async () => {
    const token = await signToken(claims, SECRET);
    expect(await verifyToken(token, SECRET, at(59))).not.toBeNull();
    expect(await verifyToken(token, SECRET, at(60))).toBeNull();
  });

  it.each([
    ['another secret', forge({ alg: 'HS256' }, claims, 'another-secret-of-at-least-32-bytes!')],
    ['an empty secret', forge({ alg: 'HS256' }, claims, new Uint8Array())],
    ['no signature', new UnsecuredJWT({ ...claims }).encode()],
    ['alg none in odd letter case', forge({ alg: 'nOnE' }, claims)],
    ['an algorithm that is not ours', forge({ alg: 'HS512' }, claims)],
    ['an embedded key', forge({ alg: 'HS256', jwk: { kty: 'oct', k: 'AA' } }, claims, '\0')],
    ['a critical extension', forge({ alg: 'HS256', crit: ['x'], x: 1 }, claims)],
    ['an unencoded payload', forge({ alg: 'HS256', crit: ['b64'], b64: false }, claims)],
    ['an expiry that is text', forge({ alg: 'HS256' }, { ...claims, exp: String(claims.exp) })],
    ['an expiry without end', forge({ alg: 'HS256' }, { ...claims, exp: 1e308 })],
    ['no expiry', forge({ alg: 'HS256' }, { ...claims, exp: undefined })],
    ['another type', forge({ alg: 'HS256' }, { ...claims, token_type: 'reset' })],
    ['a user id that is text', forge({ alg: 'HS256' }, { ...claims, user_id: '1' })],
    ['a negative generation', forge({ alg: 'HS256' }, { ...claims, generation: -1 })],
    ['a payload that is a list', forge({ alg: 'HS256' }, [claims])],
    ['nothing', ''],
    ['two dots', '..'],
    ['text that is no token', 'x'.repeat(200)],
    ['more than 4096 characters', forge({ alg: 'HS256' }, { ...claims, x: 'x'.repeat(4096) })],
  ])('refuses a token with %s', async (_, token) => {
    expect(await verifyToken(token, SECRET, NOW)).toBeNull();
  });

  it('refuses a token cut short anywhere', async () => {
    const token = await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(key);
    for (let length = 0; length < token.length; length += 7) {
      expect(await verifyToken(token.slice(0, length), SECRET, NOW)).toBeNull();
    }
  });
});
