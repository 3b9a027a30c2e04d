import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IdentityClaim } from '@/db/tables/schema';
import { deriveKeys } from '@/lib/edge/derived-keys';
import type { Settings } from '@/lib/server/settings/settings';
import { ageSeconds, HOUR_SECONDS } from '@/lib/shared/time';

/** A claim can be confirmed for so long. */
export const CLAIM_SECONDS = HOUR_SECONDS;

/** The token of the link that confirms a claim: a MAC over the claim and its address. */
export function signClaim(claim: IdentityClaim, settings: Settings): string {
  return mac(claim, deriveKeys(settings, 'pending-identity')[0]);
}

/** True if the token is for this claim as it is now, and the claim not too old. */
export function isClaimToken(
  claim: IdentityClaim,
  token: string,
  settings: Settings,
  now: Date,
): boolean {
  const isOver = ageSeconds(claim.createdAt, now) >= CLAIM_SECONDS;
  if (isOver || !/^[\w-]{43}$/.test(token)) return false;
  // As text: decoders forgive the unused bits of the last character, so four texts are one MAC.
  return deriveKeys(settings, 'pending-identity').some((key) =>
    timingSafeEqual(Buffer.from(token), Buffer.from(mac(claim, key))),
  );
}

function mac({ id, provider, subject, email }: IdentityClaim, key: Uint8Array): string {
  const text = JSON.stringify(['claim', id, provider, subject, email]);
  return createHmac('sha256', key).update(text).digest('base64url');
}
