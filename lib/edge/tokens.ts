import { JOSEError, JWTInvalid } from 'jose/errors';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import { z } from 'zod';
import { isTokenLike, type KeyRing } from '@/lib/edge/keys';

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
export function signToken(claims: Claims, { signing }: KeyRing): Promise<string> {
  const { alg, kid, signer } = signing;
  return new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT' }).sign(signer);
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
  for (const { alg, material } of ring.keysFor(token)) {
    try {
      const { payload } = await jwtVerify(token, material, { algorithms: [alg], currentDate: now });
      return payload;
    } catch (error) {
      if (error instanceof JWTInvalid) return undefined;
      if (!(error instanceof JOSEError) && !(error instanceof TypeError)) throw error;
    }
  }
  return null;
}
