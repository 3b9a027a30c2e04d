import { encode } from 'jose/base64url';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';
import { importJWK, importPKCS8, importSPKI } from 'jose/key/import';
import { deriveKey } from '@/lib/edge/derived-keys';
import type { PublicKey } from '@/lib/shared/contracts/jwks';

/** Algorithms of key pairs that may sign tokens; each takes one kind of key. */
export const PAIR_ALGORITHMS = ['EdDSA', 'ES256'] as const;
export type PairAlgorithm = (typeof PAIR_ALGORITHMS)[number];

/** One key with the one algorithm that it is for: what a token's header says decides neither. */
export interface TokenKey {
  /** Follows from the key, so that it needs no setting and every process gives it the same name. */
  kid: string;
  alg: 'HS256' | PairAlgorithm;
  /** What verifies: a secret, or a public key. */
  material: Uint8Array | CryptoKey;
  /** What everybody may know of it; null for a secret. */
  published: PublicKey | null;
}

/** A key that signs as well. */
export interface SigningKey extends TokenKey {
  /** The same secret, or the private key. */
  signer: Uint8Array | CryptoKey;
}

/** Long enough that two secrets of one ring never share a name. */
const KID_BYTES = 9;

/** The key that a secret stands for. */
export async function secretKey(secret: string): Promise<SigningKey> {
  const material = new TextEncoder().encode(secret);
  // Everybody may read a kid: it must be no hash that something else could take for the secret's.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', deriveKey(secret, 'kid')));
  const kid = encode(digest.subarray(0, KID_BYTES));
  return { kid, alg: 'HS256', material, published: null, signer: material };
}

/** A private key, as PEM, with its public half. Rejects if it is no key of these kinds. */
export async function privateKey(pem: string): Promise<SigningKey> {
  const [alg, key] = await importPair((alg) => importPKCS8(pem, alg, { extractable: true }));
  return { ...(await pairKey(alg, key)), signer: await importPKCS8(pem, alg) };
}

/** A public key, as PEM, which only verifies. Rejects if it is no key of these kinds. */
export async function publicKey(pem: string): Promise<TokenKey> {
  return pairKey(...(await importPair((alg) => importSPKI(pem, alg, { extractable: true }))));
}

/** The key with the one algorithm that takes it: a key of one kind is refused for the other. */
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

/** The public half of either: its name is the thumbprint of RFC 7638. */
async function pairKey(alg: PairAlgorithm, key: CryptoKey): Promise<TokenKey> {
  const { kty = '', crv = '', x = '', y } = await exportJWK(key);
  const jwk = { kty, crv, x, ...(y && { y }) };
  const kid = await calculateJwkThumbprint(jwk);
  const material = await importJWK(jwk, alg);
  return { kid, alg, material, published: { ...jwk, kid, alg, use: 'sig' } };
}
