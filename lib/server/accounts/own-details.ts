import { findUserById } from '@/db/repositories/accounts';
import { findEmailChanges } from '@/db/repositories/email-changes';
import { isRecent } from '@/lib/server/links/links';
import { hasUsablePassword } from '@/lib/server/passwords/hash';
import type { Context } from '@/lib/server/use-case/context';

/** What the account page shows of a user besides what the API does. */
export interface OwnDetails {
  username: string | null;
  /** The address that was asked for, as long as the link to confirm it is good. */
  awaitedEmail: string | null;
  /** False for whoever signs in with accounts elsewhere alone. */
  hasPassword: boolean;
}

/** Looks up what only the user themself may see. */
export async function findOwnDetails(ctx: Context, userId: number): Promise<OwnDetails> {
  const user = await findUserById(ctx.db, userId);
  // One change waits at most, and whatever is asked for or made later takes its place.
  const [newest] = await findEmailChanges(ctx.db, userId, 1);
  const isAwaited = newest && !newest.confirmedAt && isRecent(newest, ctx.now());
  return {
    username: user?.username ?? null,
    awaitedEmail: isAwaited ? newest.newEmail : null,
    hasPassword: user !== null && hasUsablePassword(user),
  };
}
