import { findUserById } from '@/db/repositories/accounts';
import { findPendingChange } from '@/db/repositories/email-changes';
import type { EmailChange } from '@/db/tables/schema';
import { isRecent } from '@/lib/server/links/links';
import { hasUsablePassword } from '@/lib/server/passwords/hash';
import type { Context } from '@/lib/server/use-case/context';

/** Details of a user that the account page shows and the API does not. */
export interface OwnDetails {
  username: string | null;
  /** The address that was asked for, as long as the link to confirm it is good. */
  awaitedEmail: string | null;
  /** False if the user signs in with linked accounts alone. */
  hasPassword: boolean;
}

/** The change of address that waits for its confirmation, as long as the link for that is good, or null. */
export async function findAwaitedChange(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: number,
): Promise<EmailChange | null> {
  const waiting = await findPendingChange(db, userId);
  return waiting && isRecent(waiting, now()) ? waiting : null;
}

/** Looks up details of a user that only they themselves may see. */
export async function findOwnDetails(ctx: Context, userId: number): Promise<OwnDetails> {
  const user = await findUserById(ctx.db, userId);
  return {
    username: user?.username ?? null,
    awaitedEmail: (await findAwaitedChange(ctx, userId))?.newEmail ?? null,
    hasPassword: user !== null && hasUsablePassword(user),
  };
}
