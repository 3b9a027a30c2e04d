import { findUserByEmail } from '../../../db/repositories/users';
import type { Context } from '../context';
import { providerLabel } from '../social/provider-label';
import { findGoodClaim } from './identity-confirm';
import type { Link } from './links';
import { hasUsablePassword } from './password-hash';

/** What the page behind a claim's link shows. */
export interface ClaimDetails {
  /** What people call the provider. */
  provider: string;
  email: string;
  /** Somebody set a password for this address without ever showing that it is theirs: it goes. */
  endsPassword: boolean;
}

/** Looks up what a link confirms, without spending it; null if it is not good now. */
export async function findClaimDetails(
  ctx: Context,
  { uid, token }: Link,
): Promise<ClaimDetails | null> {
  const claim = await findGoodClaim(ctx, { claim: uid, token });
  if (!claim) return null;
  const { email } = claim;
  const user = await findUserByEmail(ctx.db, email);
  return {
    provider: providerLabel(ctx.settings, claim.provider),
    email,
    endsPassword: user !== null && !user.emailVerifiedAt && hasUsablePassword(user),
  };
}
