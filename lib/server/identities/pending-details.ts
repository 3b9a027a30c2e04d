import { findUserByEmail } from '@/db/repositories/users';
import { findPending } from '@/lib/server/identities/confirm';
import type { Link } from '@/lib/server/links/links';
import { hasUsablePassword } from '@/lib/server/passwords/hash';
import { providerLabel } from '@/lib/server/settings/provider-label';
import type { Context } from '@/lib/server/use-case/context';

/** Details of a pending identity for the page behind its link. */
export interface PendingDetails {
  /** The provider's name in people's words. */
  provider: string;
  email: string;
  /** True if confirming ends a password: it was set in an account that never confirmed this address. */
  endsPassword: boolean;
}

/** Looks up the pending identity of a link without spending it; null if the link is not good now. */
export async function findPendingDetails(ctx: Context, link: Link): Promise<PendingDetails | null> {
  const pending = await findPending(ctx, link);
  if (!pending) return null;
  const { email } = pending;
  const user = await findUserByEmail(ctx.db, email);
  return {
    provider: providerLabel(ctx.settings, pending.provider),
    email,
    endsPassword: user !== null && !user.emailVerifiedAt && hasUsablePassword(user),
  };
}
