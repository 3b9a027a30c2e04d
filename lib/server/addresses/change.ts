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
import { mailAbout, moveTo, newChange } from '@/lib/server/addresses/address-move';
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

/** Asks for another address, with one's password. */
export async function setEmail(
  ctx: Context,
  { body, caller }: Input<typeof usersSetEmail>,
): Promise<Reply<typeof usersSetEmail>> {
  await ctx.limits.count(['mail-recipient', `email-confirm ${body.new_email}`]);
  let user: User | null = caller.user;
  // Asked twice at once, both count in turn, by the password that was checked.
  return untilUnchanged(async () => {
    if (!user?.isActive || user.password !== caller.user.password) {
      throw invalidFields({ current_password: [fieldMessage.wrongPassword] });
    }
    if (await startChange(ctx, user, caller.session.id, body.new_email)) return { body: null };
    user = await findUserById(ctx.db, user.id);
    return null;
  });
}

/** Sends a link to change the address. Tells nobody whether anybody has this one. */
export async function requestEmailReset(
  ctx: Context,
  { body: { email } }: Input<typeof usersResetEmail>,
): Promise<Reply<typeof usersResetEmail>> {
  await requestLink(ctx, 'email-reset', email, 'active');
  return { body: null };
}

/** Changes the address with a link that went to the old one; the new one is not shown to be theirs. */
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
  await moveTo(ctx, 'email-reset', user, moved, [
    ...takingFrom(ctx.db, 'email-reset', { userId: user.id, now }),
    startingEmailChange(ctx.db, change),
    mailAbout(ctx, change, 'email-changed', change.oldEmail),
  ]);
  return { body: null };
}

/**
 * The old address stays until the new one's link was followed; it is told, with a link to undo.
 * False if the account changed meanwhile.
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
    mailAbout(ctx, change, 'email-confirm', newEmail),
    mailAbout(ctx, change, 'email-changing', change.oldEmail),
  ]);
  if (!started) return false;
  ctx.mail.wake();
  await ctx.audit.note('email-change-asked', { userId: user.id, sessionId });
  return true;
}

/** The new address becomes the account's: whoever reads its mail has said so. */
export async function confirmEmail(
  ctx: Context,
  { body }: Input<typeof usersSetEmailConfirm>,
): Promise<Reply<typeof usersSetEmailConfirm>> {
  const { user, change } = await requireChange(ctx, 'email-confirm', body);
  const now = ctx.now();
  const moved = { email: change.newEmail, emailVerifiedAt: now };
  await moveTo(ctx, 'email-confirm', user, moved, [
    ...takingFrom(ctx.db, 'email-confirmed', { userId: user.id, now }),
    confirmingEmailChange(ctx.db, change.id, now),
    // The day to undo it begins now: a thief could have waited for the first mail's to end.
    mailAbout(ctx, change, 'email-changed', change.oldEmail, user.emailVerifiedAt === null),
  ]);
  return { body: null };
}

/**
 * Keeps the old address, or brings it back. Its owner says that somebody else asked for the change
 * and so knows the password or sits in a session, and may have linked an account elsewhere: none of
 * them is worth anything from now on, and a link for a new password goes to the old address.
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
  await moveTo(ctx, 'email-undo', user, moved, [
    ...takingFrom(ctx.db, 'email-undone', { userId, now, change }),
    queueMail(ctx.db, { kind: 'password-reset', recipient: change.oldEmail, userId, now }),
  ]);
  return { body: null };
}
