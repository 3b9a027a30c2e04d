import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';

/** A key pair as settings name it, and as attackers and other services see it. */
export interface TestPair {
  alg: 'EdDSA' | 'ES256';
  /** For JWT_PRIVATE_KEY. */
  privatePem: string;
  /** For JWT_PREVIOUS_PUBLIC_KEYS. */
  publicPem: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  kid: string;
}

/** A new pair for this algorithm. */
export async function newPair(alg: TestPair['alg']): Promise<TestPair> {
  const { privateKey, publicKey } =
    alg === 'EdDSA'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    alg,
    privatePem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    privateKey,
    publicKey,
    kid: await calculateJwkThumbprint(publicKey.export({ format: 'jwk' }) as JWK),
  };
}
