import { findUserByEmail } from '@/db/repositories/users';
import { findGoodClaim } from '@/lib/server/identities/confirm';
import type { Link } from '@/lib/server/links/links';
import { hasUsablePassword } from '@/lib/server/passwords/hash';
import { providerLabel } from '@/lib/server/settings/provider-label';
import type { Context } from '@/lib/server/use-case/context';

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
