import { createHmac } from 'node:crypto';
import { decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readKeys } from '@/lib/edge/keys';
import { secretKey, type TextMac } from '@/lib/edge/token-keys';
import { type Claims, signToken, verifyToken } from '@/lib/edge/tokens';

const SECRET = 'a-secret-for-tests-of-at-least-32-bytes';
const RING = await readKeys({ JWT_SECRET: SECRET, JWT_PREVIOUS_SECRETS: [] });
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

/** A MAC without Web Crypto, as the server has one. */
function macOf(secret: Uint8Array): TextMac {
  const of = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  return { of, isOf: (text, given) => of(text) === given };
}
const WITH_MAC = await readKeys({ JWT_SECRET: SECRET, JWT_PREVIOUS_SECRETS: [] }, macOf);

/** The header of our own tokens, which alone is checked by the MAC. */
const { kid } = RING.signing;
const OURS = { alg: 'HS256', kid, typ: 'JWT' };

describe('signToken', () => {
  it('gives the same token for the same claims', async () => {
    expect(await signToken(claims, RING)).toBe(await signToken({ ...claims }, RING));
  });

  it('gives the very token that Web Crypto gives, where there is a MAC without it', async () => {
    expect(await signToken(claims, WITH_MAC)).toBe(await signToken(claims, RING));
    expect(await signToken(claims, WITH_MAC)).toBe(forge(OURS, claims));
  });
});

describe.each([
  ['by Web Crypto', RING],
  ['by a MAC', WITH_MAC],
])('verifyToken %s', (_way, RING) => {
  it('returns the claims of a token of ours', async () => {
    expect(await verifyToken(await signToken(claims, RING), RING, NOW)).toEqual(claims);
    expect(await verifyToken(forge({ alg: 'HS256' }, claims), RING, NOW)).toEqual(claims);
  });

  it('ends at the second of its expiry', async () => {
    const token = await signToken(claims, RING);
    expect(await verifyToken(token, RING, at(59))).not.toBeNull();
    expect(await verifyToken(token, RING, at(60))).toBeNull();
  });

  it.each([
    ['another secret', forge({ alg: 'HS256' }, claims, 'another-secret-of-at-least-32-bytes!')],
    ['an empty secret', forge({ alg: 'HS256' }, claims, new Uint8Array())],
    ['no signature', new UnsecuredJWT({ ...claims }).encode()],
    ['alg none in odd letter case', forge({ alg: 'nOnE' }, claims)],
    ['an algorithm that is not ours', forge({ alg: 'HS512' }, claims)],
    ['our header and another secret', forge(OURS, claims, 'another-secret-of-at-least-32-bytes!')],
    ['our header and no signature', forge(OURS, claims).replace(/[\w-]+$/, '')],
    ['our header and a list', forge(OURS, [claims])],
    ['our header and an expiry that is text', forge(OURS, { ...claims, exp: String(claims.exp) })],
    ['our header and no expiry', forge(OURS, { ...claims, exp: undefined })],
    ['our header and a beginning to come', forge(OURS, { ...claims, nbf: iat + 1 })],
    ['our header and a beginning that is text', forge(OURS, { ...claims, nbf: '0' })],
    ['our header and more after it', forge(OURS, claims).replace('.', '.e30.')],
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
    expect(await verifyToken(token, RING, NOW)).toBeNull();
  });

  it('refuses a token cut short anywhere', async () => {
    const token = await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(key);
    for (let length = 0; length < token.length; length += 7) {
      expect(await verifyToken(token.slice(0, length), RING, NOW)).toBeNull();
    }
  });
});

describe('a ring of several keys', () => {
  const NEW = 'another-secret-of-at-least-32-bytes!';
  const rotated = readKeys({ JWT_SECRET: NEW, JWT_PREVIOUS_SECRETS: [SECRET] });
  const read = async (token: string, ring = rotated) => verifyToken(token, await ring, NOW);

  it('signs with the newest and says so, without saying what it is', async () => {
    const { kid, alg } = decodeProtectedHeader(await signToken(claims, await rotated));
    expect({ kid, alg }).toEqual({ kid: (await secretKey(NEW)).kid, alg: 'HS256' });
    expect(kid).toMatch(/^[\w-]{12}$/);
    expect(kid).not.toBe(RING.signing.kid);
  });

  it('accepts what the others signed, with their name or, as before there were any, without', async () => {
    expect(await read(await signToken(claims, RING))).toEqual(claims);
    expect(await read(forge({ alg: 'HS256' }, claims))).toEqual(claims);
    expect(await read(forge({ alg: 'HS256' }, claims, NEW))).toEqual(claims);
  });

  it('accepts no key under the name of another, and no other name', async () => {
    const { signing } = await rotated;
    for (const kid of [signing.kid, null, '', 0, [RING.signing.kid], `${RING.signing.kid}x`]) {
      expect(await read(forge({ alg: 'HS256', kid }, claims)), String(kid)).toBeNull();
    }
  });

  it('forgets a key that is withdrawn', async () => {
    const alone = readKeys({ JWT_SECRET: NEW, JWT_PREVIOUS_SECRETS: [] });
    expect(await read(await signToken(claims, RING), alone)).toBeNull();
    expect(await read(forge({ alg: 'HS256' }, claims), alone)).toBeNull();
  });

  it('holds a key once, even if it is named twice', async () => {
    const ring = await readKeys({ JWT_SECRET: NEW, JWT_PREVIOUS_SECRETS: [NEW] });
    expect(ring.keysFor(forge({ alg: 'HS256' }, claims))).toEqual([ring.signing]);
  });
});
