import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** A key pair of a provider, by its name. */
export interface SigningKey {
  kid: string;
  alg: string;
  jwk: JWK;
  sign(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>;
}

/** Makes a key pair that signs as `alg` says. */
export async function makeSigningKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return {
    kid,
    alg,
    jwk,
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(privateKey),
  };
}

const shared = new Map<string, Promise<SigningKey>>();

/** The key pair that tests share per name and algorithm: an RSA one takes a core some tenths of a second. */
export function sharedSigningKey(kid: string, alg: string): Promise<SigningKey> {
  const name = `${alg} ${kid}`;
  const key = shared.get(name) ?? makeSigningKey(kid, alg);
  shared.set(name, key);
  return key;
}
