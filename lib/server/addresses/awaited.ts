import { changeAccount, findUserById } from '@/db/repositories/accounts';
import { closingEmailChange } from '@/db/repositories/email-changes';
import { findAwaitedChange } from '@/lib/server/accounts/own-details';
import { queueChangeMail } from '@/lib/server/addresses/address-change';
import { notFound } from '@/lib/server/errors';
import type { Context } from '@/lib/server/use-case/context';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { usersSetEmailCallOff, usersSetEmailResend } from '@/lib/shared/contracts/emails';

/**
 * Sends the link of the change that waits again. It asks for no password: the address is the one that
 * was named with it, and the link is good for no longer than the first one, so that a stolen session
 * can neither choose an address nor keep a change alive. Throws the 404 if none waits.
 */
export async function resendEmail(
  ctx: Context,
  { caller }: Input<typeof usersSetEmailResend>,
): Promise<Reply<typeof usersSetEmailResend>> {
  const change = await findAwaitedChange(ctx, caller.user.id);
  if (!change) throw notFound();
  await ctx.limits.count(['mail-recipient', `email-confirm ${change.newEmail}`]);
  await queueChangeMail(ctx, change, 'email-confirm', change.newEmail);
  ctx.mail.wake();
  return { body: null };
}

/**
 * Calls off the change that waits: its link opens nothing any more. The link to the present address
 * still stops what a thief may have begun: a thief who is found out could else make it worthless
 * without any mail. Throws the 404 if none waits, or if the new address was confirmed just now.
 */
export async function callOffEmail(
  ctx: Context,
  { caller }: Input<typeof usersSetEmailCallOff>,
): Promise<Reply<typeof usersSetEmailCallOff>> {
  const { id: userId } = caller.user;
  await untilUnchanged(async () => {
    const user = await findUserById(ctx.db, userId);
    const change = await findAwaitedChange(ctx, userId);
    if (!user || !change) throw notFound();
    return changeAccount(ctx.db, user, {}, [closingEmailChange(ctx.db, change.id, ctx.now())]);
  });
  const sessionId = caller.session.id;
  await ctx.audit.record('email-change-called-off', { userId, sessionId });
  return { body: null };
}
