import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A forged token, and the fault that it has. */
export type Attack = readonly [name: string, token: string];

/** A header, or a token's claims. */
export type Json = Record<string, unknown>;

const b64 = (text: string | Buffer) => Buffer.from(text).toString('base64url');

/** Returns a token's part: JSON, or text as it is, in base64url. */
export const part = (value: unknown) =>
  b64(typeof value === 'string' ? value : JSON.stringify(value));

/** Returns a token with an HMAC, whatever its header says. */
export function mac(
  header: unknown,
  payload: unknown,
  key: string | Buffer,
  hash = 'sha256',
): string {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

/** Returns a token with a signature of a private key, whatever its header says. */
export function signed(
  header: unknown,
  payload: unknown,
  key: KeyObject,
  hash: string | null,
): string {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${b64(sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }))}`;
}

/** Signs as the app itself would: for tokens of which only the content is wrong. */
export type Sign = (header: unknown, payload: unknown) => string;

/** Returns a public key in bytes of every kind that a server could take for a secret. */
export function spellingsOfKey(key: KeyObject): (string | Buffer)[] {
  const pem = key.export({ format: 'pem', type: 'spki' }).toString();
  const jwk = key.export({ format: 'jwk' });
  const { x, y } = jwk;
  return [
    ...[pem, pem.trim(), pem.replaceAll('\n', '\\n'), pem.replaceAll('\n', '\r\n')],
    ...[pem.replace(/-----.*-----|\s/g, ''), key.export({ format: 'der', type: 'spki' })],
    ...[JSON.stringify(jwk), JSON.stringify({ keys: [jwk] })],
    ...[x, y].flatMap((part) => (part ? [part, Buffer.from(part, 'base64url')] : [])),
  ];
}

/** Keys of a stranger. */
export const strange = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ed: generateKeyPairSync('ed25519'),
} as const;
