import { changeAccount, findUserById } from '@/db/repositories/accounts';
import {
  confirmingEmailChange,
  forgettingPendingChange,
  startingEmailChange,
} from '@/db/repositories/email-changes';
import { queueMail } from '@/db/repositories/outbox';
import { takingFrom } from '@/db/repositories/user-data';
import type { User } from '@/db/tables/schema';
import { requireFreeEmail } from '@/lib/server/accounts/field-checks';
import {
  applyAddressChange,
  newChange,
  queueChangeMail,
} from '@/lib/server/addresses/address-change';
import { invalidFields } from '@/lib/server/errors';
import {
  badLink,
  findLink,
  mayUseLink,
  requireChange,
  requireGood,
} from '@/lib/server/links/links';
import { requestLink } from '@/lib/server/links/request';
import { makeUnusablePassword } from '@/lib/server/passwords/hash';
import type { Context } from '@/lib/server/use-case/context';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import { fieldMessage } from '@/lib/shared/api-error';
import type {
  usersResetEmail,
  usersResetEmailConfirm,
  usersSetEmail,
  usersSetEmailConfirm,
  usersSetEmailUndo,
} from '@/lib/shared/contracts/emails';

/** Asks for another address, with the caller's password. */
export async function setEmail(
  ctx: Context,
  { body, caller }: Input<typeof usersSetEmail>,
): Promise<Reply<typeof usersSetEmail>> {
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
  });
}

/** Sends a link to change the address. The answer does not tell whether an account has this one. */
export async function requestEmailReset(
  ctx: Context,
  { body: { email } }: Input<typeof usersResetEmail>,
): Promise<Reply<typeof usersResetEmail>> {
  await requestLink(ctx, 'email-reset', email, 'active');
  return { body: null };
}

/** Changes the address with a link that went to the old one; the new one stays unconfirmed. */
export async function confirmEmailReset(
  ctx: Context,
  { body }: Input<typeof usersResetEmailConfirm>,
): Promise<Reply<typeof usersResetEmailConfirm>> {
  const found = await findLink(ctx, 'email-reset', body);
  const { user } = await requireGood(ctx, 'email-reset', found);
  if (!mayUseLink('email-reset', user)) throw await badLink(ctx, 'email-reset', user);
  await requireFreeEmail(ctx, body.new_email, user.id);
  const now = ctx.now();
  const change = { ...newChange(user, body.new_email, now), confirmedAt: now };
  const moved = { email: change.newEmail, emailVerifiedAt: null };
  await applyAddressChange(ctx, 'email-reset', user, moved, [
    ...takingFrom(ctx.db, 'email-reset', { userId: user.id, now }),
    startingEmailChange(ctx.db, change),
    queueChangeMail(ctx, change, 'email-changed', change.oldEmail),
  ]);
  return { body: null };
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
    confirmingEmailChange(ctx.db, change.id, now),
    // The day to undo it begins now: a thief could have waited for the first mail's to end.
    queueChangeMail(ctx, change, 'email-changed', change.oldEmail, user.emailVerifiedAt === null),
  ]);
  return { body: null };
}

/**
 * Keeps the old address, or brings it back. Its owner says that a stranger asked for the change. The
 * stranger knows the password or has a session, and may have linked an account: all of these end, and
 * a link for a new password goes to the old address.
 */
export async function undoEmail(
  ctx: Context,
  { body }: Input<typeof usersSetEmailUndo>,
): Promise<Reply<typeof usersSetEmailUndo>> {
  const { user, change } = await requireChange(ctx, 'email-undo', body);
  const now = ctx.now();
  const { id: userId } = user;
  const password = makeUnusablePassword();
  const moved = { email: change.oldEmail, emailVerifiedAt: now, password };
  await applyAddressChange(ctx, 'email-undo', user, moved, [
    ...takingFrom(ctx.db, 'email-undone', { userId, now, change }),
    queueMail(ctx.db, { kind: 'password-reset', recipient: change.oldEmail, userId, now }),
  ]);
  return { body: null };
}
