import { encode } from 'jose/base64url';
import { JOSEError, JWTInvalid } from 'jose/errors';
import { SignJWT } from 'jose/jwt/sign';
import { UnsecuredJWT } from 'jose/jwt/unsecured';
import { jwtVerify } from 'jose/jwt/verify';
import { z } from 'zod';
import { isTokenLike, type KeyRing } from '@/lib/edge/keys';
import { headerOf, type TextMac } from '@/lib/edge/token-keys';

const common = {
  exp: z.int(),
  iat: z.int(),
  jti: z.string(),
  user_id: z.int(),
  /** The id of the session that the token belongs to. */
  sid: z.string(),
};

/** simplejwt's claims and the session's id; a refresh token also names its generation. */
const Claims = z.discriminatedUnion('token_type', [
  z.object({ token_type: z.literal('access'), ...common }),
  z.object({ token_type: z.literal('refresh'), ...common, generation: z.int().nonnegative() }),
]);
export type Claims = z.infer<typeof Claims>;
export type TokenType = Claims['token_type'];

/**
 * Signs claims as they are. The same claims give the same token, or with ES256 an equally good one.
 */
export async function signToken(claims: Claims, { signing }: KeyRing): Promise<string> {
  const { mac, signer } = signing;
  if (!mac) return new SignJWT(claims).setProtectedHeader(headerOf(signing)).sign(signer);
  const signed = `${mac.header}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${mac.of(signed)}`;
}

/**
 * Returns the claims of a token that we signed and that has not expired at `now`, else null. Says
 * nothing about the session, which only the database knows.
 */
export async function verifyToken(token: string, ring: KeyRing, now: Date): Promise<Claims | null> {
  return Claims.safeParse(await readPayload(token, ring, now)).data ?? null;
}

/** An instant before which no token can have expired. */
export const BEFORE_ANY_EXPIRY = new Date(0);

/** True for a well-formed token that no key of `ring` signed, whether it has expired or not. */
export async function isForeignToken(token: string, ring: KeyRing): Promise<boolean> {
  return isTokenLike(token) && (await readPayload(token, ring, BEFORE_ANY_EXPIRY)) === null;
}

/**
 * Returns the payload of a token that a key of `ring` signed and that has not expired at `now`;
 * undefined if the payload is no object of claims, null if no key signed it.
 */
export async function readPayload(token: string, ring: KeyRing, now: Date): Promise<unknown> {
  for (const { alg, material, mac } of ring.keysFor(token)) {
    try {
      // Any other header, of a token from before keys had names or of a forged one, is jose's to read.
      if (mac && token.startsWith(`${mac.header}.`)) return openWithMac(mac, token, now);
      const { payload } = await jwtVerify(token, material, { algorithms: [alg], currentDate: now });
      return payload;
    } catch (error) {
      if (error instanceof JWTInvalid) return undefined;
      if (!(error instanceof JOSEError) && !(error instanceof TypeError)) throw error;
    }
  }
  return null;
}

/** The header of a token without a signature. */
const UNSIGNED = encode(JSON.stringify({ alg: 'none' }));

/**
 * Returns the payload of a token of ours; null if the MAC is another. Web Crypto, and so jose, sends
 * each signature through a queue of threads, which costs more than the rest of a request together. So
 * where there is a MAC without that, it is compared here, and the payload goes to jose as what it is
 * then: claims whose signature is checked, of which it looks at form and times as in `jwtVerify`.
 */
function openWithMac(mac: TextMac, token: string, now: Date): unknown {
  const end = token.lastIndexOf('.');
  const signed = token.slice(0, end);
  if (!mac.isOf(signed, token.slice(end + 1))) return null;
  const claims = signed.slice(signed.indexOf('.') + 1);
  return UnsecuredJWT.decode(`${UNSIGNED}.${claims}.`, { currentDate: now }).payload;
}
