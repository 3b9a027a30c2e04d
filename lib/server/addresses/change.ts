import { changeAccount, findUserById } from '@/db/repositories/accounts';
import {
  closingEmailChange,
  forgettingPendingChange,
  startingEmailChange,
} from '@/db/repositories/email-changes';
import { takingFrom } from '@/db/repositories/user-data';
import type { User } from '@/db/tables/schema';
import {
  applyAddressChange,
  newChange,
  queueChangeMail,
} from '@/lib/server/addresses/address-change';
import { invalidFields, requireSameTwice } from '@/lib/server/errors';
import { requireChange } from '@/lib/server/links/links';
import { requireStepUpWithoutPassword } from '@/lib/server/sign-in/recent-sign-in';
import type { Context } from '@/lib/server/use-case/context';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import { fieldMessage } from '@/lib/shared/api-error';
import type { usersSetEmail, usersSetEmailConfirm } from '@/lib/shared/contracts/emails';
import { LIMITS } from '@/lib/shared/limits';

/** Requests of one account that the limits let in at once: each can lose to all of the others. */
const MAX_AT_ONCE = { maxLooks: LIMITS['email-change'].atOnce };

/** Asks for another address, with the caller's password, or soon after a sign-in if there is none. */
export async function setEmail(
  ctx: Context,
  { body, caller }: Input<typeof usersSetEmail>,
): Promise<Reply<typeof usersSetEmail>> {
  requireSameTwice('email', body.new_email, body.re_new_email);
  requireStepUpWithoutPassword(ctx, caller);
  await ctx.limits.count(['mail-recipient', `email-confirm ${body.new_email}`]);
  let user: User | null = caller.user;
  // Of two requests at once, both count in turn, by the password that was checked.
  return untilUnchanged(async () => {
    if (!user?.isActive || user.password !== caller.user.password) {
      throw invalidFields({ current_password: [fieldMessage.wrongPassword] });
    }
    if (await startChange(ctx, user, caller.session.id, body.new_email)) return { body: null };
    user = await findUserById(ctx.db, user.id);
    return null;
  }, MAX_AT_ONCE);
}

/**
 * Queues the two mails of a change: one to the new address, whose link must be followed first, and one
 * to the old address, with a link to undo. False if the account changed meanwhile.
 */
async function startChange(
  ctx: Context,
  user: User,
  sessionId: string,
  newEmail: string,
): Promise<boolean> {
  const change = newChange(user, newEmail, ctx.now());
  const started = await changeAccount(ctx.db, user, {}, [
    forgettingPendingChange(ctx.db, user.id),
    startingEmailChange(ctx.db, change),
    queueChangeMail(ctx, change, 'email-confirm', newEmail),
    queueChangeMail(ctx, change, 'email-changing', change.oldEmail),
  ]);
  if (!started) return false;
  ctx.mail.wake();
  await ctx.audit.record('email-change-asked', { userId: user.id, sessionId });
  return true;
}

/** Makes the new address the account's, with a link that was sent there. */
export async function confirmEmail(
  ctx: Context,
  { body }: Input<typeof usersSetEmailConfirm>,
): Promise<Reply<typeof usersSetEmailConfirm>> {
  const { user, change } = await requireChange(ctx, 'email-confirm', body);
  const now = ctx.now();
  const moved = { email: change.newEmail, emailVerifiedAt: now };
  await applyAddressChange(ctx, 'email-confirm', user, moved, [
    ...takingFrom(ctx.db, 'email-confirmed', { userId: user.id, now }),
    closingEmailChange(ctx.db, change.id, now),
    // The day to undo it begins now: a thief could have waited for the first mail's to end.
    queueChangeMail(ctx, change, 'email-changed', change.oldEmail, user.emailVerifiedAt === null),
  ]);
  return { body: null };
}
