import { encode } from 'jose/base64url';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';
import { importJWK, importPKCS8, importSPKI } from 'jose/key/import';
import { deriveKey } from '@/lib/edge/derived-keys';
import type { PublicKey } from '@/lib/shared/contracts/jwks';

/** The algorithms of key pairs that may sign tokens; each takes one kind of key. */
export const PAIR_ALGORITHMS = ['EdDSA', 'ES256'] as const;
export type PairAlgorithm = (typeof PAIR_ALGORITHMS)[number];

/** The MAC of texts under one secret, HMAC-SHA-256 in base64url, without waiting for it. */
export interface TextMac {
  of(text: string): string;
  /** True if `given` is the MAC of `text`; the time tells nothing about the right one. */
  isOf(text: string, given: string): boolean;
}

/** One key with the one algorithm that it is for: a token's header decides neither. */
export interface TokenKey {
  /** The name, derived from the key: it needs no setting, and is the same in every process. */
  kid: string;
  alg: 'HS256' | PairAlgorithm;
  /** The key that verifies: a secret, or a public key. */
  material: Uint8Array | CryptoKey;
  /**
   * The MAC of a secret where the runtime has one, not on the edge and not for key pairs, with the
   * first part of each token that the key signs.
   */
  mac?: TextMac & { header: string };
  /** The public key as the JWKS shows it; null for a secret. */
  published: PublicKey | null;
}

/** A key that signs as well. */
export interface SigningKey extends TokenKey {
  /** The key that signs: the same secret, or the private key. */
  signer: CryptoKey;
}

/** Returns the header of the tokens that a key signs. */
export function headerOf({ alg, kid }: Pick<TokenKey, 'alg' | 'kid'>) {
  return { alg, kid, typ: 'JWT' };
}

/** The length of a name, in bytes: long enough that two secrets of one ring never share one. */
const KID_BYTES = 9;

/** Imports a secret, once for all tokens; `macOf` makes its MAC where the runtime has one. */
export async function secretKey(
  secret: string,
  macOf?: (secret: Uint8Array) => TextMac,
): Promise<SigningKey> {
  const bytes = new TextEncoder().encode(secret);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
  // A kid is public, so it must differ from every other hash that is made of the secret.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', deriveKey(secret, 'kid')));
  const kid = encode(digest.subarray(0, KID_BYTES));
  const named = { kid, alg: 'HS256' as const, material: key, published: null, signer: key };
  if (!macOf) return named;
  return { ...named, mac: { ...macOf(bytes), header: encode(JSON.stringify(headerOf(named))) } };
}

/** Imports a private key in PEM, with its public half. Rejects if it is no key of these kinds. */
export async function privateKey(pem: string): Promise<SigningKey> {
  const [alg, key] = await importPair((alg) => importPKCS8(pem, alg, { extractable: true }));
  return { ...(await pairKey(alg, key)), signer: await importPKCS8(pem, alg) };
}

/** Imports a public key in PEM, which only verifies. Rejects if it is no key of these kinds. */
export async function publicKey(pem: string): Promise<TokenKey> {
  return pairKey(...(await importPair((alg) => importSPKI(pem, alg, { extractable: true }))));
}

/**
 * Imports a key for the one algorithm that takes it; a key of one kind is refused for the other.
 */
async function importPair(
  importFor: (alg: PairAlgorithm) => Promise<CryptoKey>,
): Promise<[PairAlgorithm, CryptoKey]> {
  const [first, second] = PAIR_ALGORITHMS;
  try {
    return [first, await importFor(first)];
  } catch {
    return [second, await importFor(second)];
  }
}

/**
 * Builds the verifying key of a pair from its public half; the name is the thumbprint of RFC 7638.
 */
async function pairKey(alg: PairAlgorithm, key: CryptoKey): Promise<TokenKey> {
  const { kty = '', crv = '', x = '', y } = await exportJWK(key);
  const jwk = { kty, crv, x, ...(y && { y }) };
  const kid = await calculateJwkThumbprint(jwk);
  const material = await importJWK(jwk, alg);
  return { kid, alg, material, published: { ...jwk, kid, alg, use: 'sig' } };
}
