import type { Statement } from '../../../db/database';
import { changeAccount, idByEmail } from '../../../db/repositories/accounts';
import { queueMail } from '../../../db/repositories/outbox';
import { endingSessionsOf } from '../../../db/repositories/session-ends';
import type { User } from '../../../db/schema';
import { fieldMessage } from '../../shared/api-error';
import type {
  usersResetEmail,
  usersResetEmailConfirm,
  usersSetEmail,
  usersSetEmailConfirm,
  usersSetEmailUndo,
} from '../../shared/contracts/emails';
import type { Context } from '../context';
import { invalidFields } from '../errors';
import type { Input, Reply } from '../use-case';
import { EMAIL_UNDO_SECONDS, matchLink } from './link-token';
import { badLink, findLinkUser, requireLink } from './links';

/**
 * Asks for another address. The old one stays until the new one's link was followed; it is told,
 * with a link to undo.
 */
export async function setEmail(
  ctx: Context,
  { body, caller: { user } }: Input<typeof usersSetEmail>,
): Promise<Reply<typeof usersSetEmail>> {
  const { db } = ctx;
  const now = ctx.now();
  const { id: userId, email } = user;
  const subjectEmail = body.new_email;
  const changed = await changeAccount(db, user, { pendingEmail: subjectEmail }, [
    queueMail(db, { kind: 'email-confirm', recipient: subjectEmail, userId, now }),
    queueMail(db, { kind: 'email-changing', recipient: email, subjectEmail, userId, now }),
  ]);
  if (!changed) throw invalidFields({ current_password: [fieldMessage.wrongPassword] });
  ctx.mail.wake();
  ctx.log.info({ event: 'email-change-asked', userId });
  return { body: null };
}

/** The new address becomes the account's: whoever reads its mail has said so. */
export async function confirmEmail(
  ctx: Context,
  { body }: Input<typeof usersSetEmailConfirm>,
): Promise<Reply<typeof usersSetEmailConfirm>> {
  const user = requireLink(ctx, 'email-confirm', await findLinkUser(ctx, body), body.token);
  const email = user.pendingEmail;
  if (!email || !user.isActive) throw badLink();
  await moveTo(ctx, user, email, { emailVerifiedAt: ctx.now() });
  return { body: null };
}

/**
 * Keeps the old address, or brings it back if the new one was confirmed already. Then every session
 * ends: its owner says that it was not them.
 */
export async function undoEmail(
  ctx: Context,
  { body }: Input<typeof usersSetEmailUndo>,
): Promise<Reply<typeof usersSetEmailUndo>> {
  const user = requireLink(ctx, 'email-undo', await findLinkUser(ctx, body), body.token);
  const now = ctx.now();
  const [oldEmail] = matchLink('email-undo', user, body.token, ctx.settings, now) ?? [];
  if (oldEmail === user.email) await change(ctx, user, { pendingEmail: null });
  else if (oldEmail) {
    const back = { email: oldEmail, previousEmail: null, pendingEmail: null, emailVerifiedAt: now };
    await change(ctx, user, back, [endingSessionsOf(ctx.db, user.id, 'email', now)]);
  }
  ctx.log.info({ event: 'email-change-undone', userId: user.id });
  return { body: null };
}

/** Sends a link to change the address. Tells nobody whether anybody has this one. */
export async function requestEmailReset(
  ctx: Context,
  { body: { email } }: Input<typeof usersResetEmail>,
): Promise<Reply<typeof usersResetEmail>> {
  const userId = idByEmail(ctx.db, email, 'active');
  await queueMail(ctx.db, { kind: 'email-reset', recipient: email, userId, now: ctx.now() });
  ctx.mail.wake();
  return { body: null };
}

/** Changes the address with a link that went to the old one; the new one is not shown to be theirs. */
export async function confirmEmailReset(
  ctx: Context,
  { body }: Input<typeof usersResetEmailConfirm>,
): Promise<Reply<typeof usersResetEmailConfirm>> {
  const user = requireLink(ctx, 'email-reset', await findLinkUser(ctx, body), body.token);
  if (!user.isActive) throw badLink();
  await moveTo(ctx, user, body.new_email, { emailVerifiedAt: null });
  return { body: null };
}

/** Gives an account another address and remembers the one to go back to. */
async function moveTo(
  ctx: Context,
  user: User,
  email: string,
  changes: Pick<User, 'emailVerifiedAt'>,
): Promise<void> {
  const now = ctx.now();
  // Two changes in a row must not take the first owner's way back.
  const isRecent =
    user.emailChangedAt !== null &&
    now.getTime() - user.emailChangedAt.getTime() < EMAIL_UNDO_SECONDS * 1000;
  const previousEmail = (isRecent && user.previousEmail) || user.email;
  await change(ctx, user, {
    ...changes,
    email,
    previousEmail,
    pendingEmail: null,
    emailChangedAt: now,
  });
  ctx.log.info({ event: 'email-changed', userId: user.id });
}

/** Changes the account that a link is for; a use of the link that came first leaves it spent. */
async function change(
  ctx: Context,
  user: User,
  changes: Partial<User>,
  effects: readonly Statement[] = [],
): Promise<void> {
  try {
    if (!(await changeAccount(ctx.db, user, changes, effects))) throw badLink();
  } catch (error) {
    if (!ctx.db.isConflict(error)) throw error;
    throw invalidFields({ new_email: [fieldMessage.taken('email')] });
  }
}
