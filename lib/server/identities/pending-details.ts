import { findUserByEmail } from '@/db/repositories/users';
import { findPending } from '@/lib/server/identities/confirm';
import type { Link } from '@/lib/server/links/links';
import { hasUsablePassword } from '@/lib/server/passwords/hash';
import { providerLabel } from '@/lib/server/settings/provider-label';
import type { Context } from '@/lib/server/use-case/context';

/** What the page behind the link of a pending identity shows. */
export interface PendingDetails {
  /** What people call the provider. */
  provider: string;
  email: string;
  /** Somebody set a password for this address without ever showing that it is theirs: it goes. */
  endsPassword: boolean;
}

/** Looks up what a link confirms, without spending it; null if it is not good now. */
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
