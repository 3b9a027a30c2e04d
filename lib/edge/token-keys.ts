import { encode } from 'jose/base64url';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';
import { importJWK, importPKCS8, importSPKI } from 'jose/key/import';
import { deriveKey } from '@/lib/edge/derived-keys';
import type { PairAlgorithm, PemKey } from '@/lib/edge/pem';
import type { PublicKey } from '@/lib/shared/contracts/jwks';

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

/** A private key with its public half. Rejects if the PEM holds no key after all. */
export async function privateKey({ alg, pem }: PemKey): Promise<SigningKey> {
  const key = await pairKey(alg, await importPKCS8(pem, alg, { extractable: true }));
  return { ...key, signer: await importPKCS8(pem, alg) };
}

/** A public key, which only verifies. Rejects if the PEM holds no key after all. */
export async function publicKey({ alg, pem }: PemKey): Promise<TokenKey> {
  return pairKey(alg, await importSPKI(pem, alg, { extractable: true }));
}

/** The public half of either: its name is the thumbprint of RFC 7638. */
async function pairKey(alg: PairAlgorithm, key: CryptoKey): Promise<TokenKey> {
  const { kty = '', crv = '', x = '', y } = await exportJWK(key);
  const jwk = { kty, crv, x, ...(y && { y }) };
  const kid = await calculateJwkThumbprint(jwk);
  const material = await importJWK(jwk, alg);
  return { kid, alg, material, published: { ...jwk, kid, alg, use: 'sig' } };
}
