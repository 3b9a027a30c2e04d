import { JOSEError } from 'jose/errors';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import { z } from 'zod';

const ALGORITHM = 'HS256';

/** A longer text is no token of ours, so it is refused before it is parsed. */
export const MAX_TOKEN_LENGTH = 4096;

const common = {
  exp: z.int(),
  iat: z.int(),
  jti: z.string(),
  user_id: z.int(),
  /** Id of the session that the token belongs to. */
  sid: z.string(),
};

/** simplejwt's claims and the session's id; a refresh token also names its generation. */
const Claims = z.discriminatedUnion('token_type', [
  z.object({ token_type: z.literal('access'), ...common }),
  z.object({ token_type: z.literal('refresh'), ...common, generation: z.int().nonnegative() }),
]);
export type Claims = z.infer<typeof Claims>;
export type TokenType = Claims['token_type'];

/** Signs claims as they are: the same claims always give the same token. */
export function signToken(claims: Claims, secret: string): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' }).sign(key(secret));
}

/**
 * Claims of a token that we signed and that has not expired at `now`, else null.
 * Says nothing about the session: that is the database's word.
 */
export async function verifyToken(
  token: string,
  secret: string,
  now: Date,
): Promise<Claims | null> {
  return Claims.safeParse(await readPayload(token, secret, now)).data ?? null;
}

/** What a token says that was signed with `secret` and has not expired at `now`, else null. */
export async function readPayload(token: string, secret: string, now: Date): Promise<unknown> {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  try {
    const { payload } = await jwtVerify(token, key(secret), {
      algorithms: [ALGORITHM],
      currentDate: now,
    });
    return payload;
  } catch (error) {
    if (error instanceof JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

function key(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
