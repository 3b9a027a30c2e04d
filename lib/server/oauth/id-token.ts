import { jwtVerify } from 'jose';
import { z } from 'zod';
import type { FindKey } from '@/lib/server/oauth/keys';
import { ProviderError, refused } from '@/lib/server/oauth/provider';

/** The most by which two clocks may differ. */
const CLOCK_TOLERANCE_SECONDS = 60;

/** The greatest age of a token: an attempt lasts ten minutes, and its token is made within. */
const MAX_AGE_SECONDS = 600;

/** A text claim; one of a wrong type counts as absent. */
const OptionalText = z.string().optional().catch(undefined);

/** The claims about a person in an ID token or a user info reply. */
export const Claims = z.object({
  // OpenID Connect Core section 2: at most 255 ASCII characters.
  sub: z.string().regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/),
  email: OptionalText,
  /** Absent or null: the reply does not say. */
  email_verified: z.unknown().optional(),
  name: OptionalText,
  given_name: OptionalText,
  family_name: OptionalText,
  nickname: OptionalText,
  preferred_username: OptionalText,
});
export type Claims = z.output<typeof Claims>;

/** The claims of an ID token, with those that only Microsoft makes. */
const TokenClaims = Claims.extend({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  nonce: z.string().optional(),
  tid: OptionalText,
  xms_edov: z.unknown().optional(),
});
export type TokenClaims = z.output<typeof TokenClaims>;

interface IdTokenRules {
  findKey: FindKey;
  algorithms: readonly string[];
  clientId: string;
  nonce: string;
  /** False for a provider whose tokens lack the nonce that it was given. */
  echoesNonce: boolean;
  isIssuer: (claims: TokenClaims) => boolean;
  now: () => Date;
}

/** Verifies an ID token and returns its claims. Rejects with a `ProviderError`. */
export async function verifyIdToken(token: string, rules: IdTokenRules): Promise<TokenClaims> {
  const { payload } = await jwtVerify(token, rules.findKey, {
    algorithms: [...rules.algorithms],
    audience: rules.clientId,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    maxTokenAge: MAX_AGE_SECONDS,
    currentDate: rules.now(),
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
  }).catch((error: unknown) => {
    if (error instanceof ProviderError) throw error;
    // Only the message is kept, for the log: jose's errors carry all claims.
    const { message } = error instanceof Error ? error : new Error('unknown');
    throw refused('its ID token is not valid', new Error(message));
  });
  const claims = TokenClaims.safeParse(payload);
  if (!claims.success) throw refused('its ID token does not say who it is about');
  const problem = findProblem(claims.data, rules);
  if (problem) throw refused(problem);
  return claims.data;
}

function findProblem(claims: TokenClaims, rules: IdTokenRules): string | null {
  const { aud, azp, nonce } = claims;
  if (!rules.isIssuer(claims)) return 'its ID token is of another issuer';
  // OpenID Connect Core section 3.1.3.7: a token for several parties names the one it was made for.
  const isShared = Array.isArray(aud) && aud.length > 1;
  if ((isShared || azp !== undefined) && azp !== rules.clientId) {
    return 'its ID token was made for another app';
  }
  const mayLackNonce = !rules.echoesNonce && nonce === undefined;
  return mayLackNonce || nonce === rules.nonce ? null : 'its ID token is of another attempt';
}
