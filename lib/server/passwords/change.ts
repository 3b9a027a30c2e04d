import type { Statement } from '@/db/database/database';
import { changeAccount } from '@/db/repositories/accounts';
import { forgettingEmailChanges, forgettingPendingChange } from '@/db/repositories/email-changes';
import { unlinkingAll } from '@/db/repositories/identities';
import { queueMail } from '@/db/repositories/outbox';
import {
  endingSessionsOf,
  forgettingDevicesOf,
  rememberingDevice,
} from '@/db/repositories/session-ends';
import { rotateSession } from '@/db/repositories/session-rotation';
import type { User } from '@/db/tables/schema';
import { invalidFields } from '@/lib/server/errors';
import { badLink, findLink, mayUseLink, requireGood } from '@/lib/server/links/links';
import { requestLink } from '@/lib/server/links/request';
import { hashPassword } from '@/lib/server/passwords/hash';
import { requireGoodPassword } from '@/lib/server/passwords/rules';
import { deviceCookie, markDevice } from '@/lib/server/sessions/device-cookie';
import { idleExpiry, newSession } from '@/lib/server/sessions/session';
import { issueTokens } from '@/lib/server/sessions/token-pair';
import type { Context } from '@/lib/server/use-case/context';
import type { Client, Input, Reply } from '@/lib/server/use-case/use-case';
import { fieldMessage, NON_FIELD_ERRORS } from '@/lib/shared/api-error';
import type {
  usersResetPassword,
  usersResetPasswordConfirm,
  usersSetPassword,
} from '@/lib/shared/contracts/passwords';

/** Changes the caller's password and ends every other session; a browser gets fresh cookies. */
export async function setPassword(
  ctx: Context,
  { body, caller, client, presented }: Input<typeof usersSetPassword>,
): Promise<Reply<typeof usersSetPassword>> {
  const { user, session } = caller;
  requireGoodPassword('new_password', body.new_password, user);
  const changed = await changePassword(ctx, client, user, body.new_password, {}, [
    endingSessionsOf(ctx.db, user.id, 'password', ctx.now(), session.id),
  ]);
  // Changed meanwhile, by somebody else: what was the current password is none any more.
  if (!changed) throw invalidFields({ current_password: [fieldMessage.wrongPassword] });
  await ctx.audit.note('password-changed', { userId: user.id, sessionId: session.id });
  // A native client keeps its tokens itself, and would miss the ones that came instead.
  if (presented.bearer !== null) return { body: null };
  const now = ctx.now();
  const { id, generation, endsAt } = session;
  const expiresAt = idleExpiry(ctx.settings, endsAt, now);
  const rotated = await rotateSession(ctx.db, { id, generation, expiresAt, now });
  return rotated ? { body: null, session: await issueTokens(ctx, rotated) } : { body: null };
}

/** Sends a link to set a new password. Tells nobody whether anybody has the address. */
export async function requestPasswordReset(
  ctx: Context,
  { body: { email } }: Input<typeof usersResetPassword>,
): Promise<Reply<typeof usersResetPassword>> {
  await requestLink(ctx, 'password-reset', email, 'active-or-awaits-activation');
  return { body: null };
}

/**
 * Sets a new password with a link, which also shows that the address is its owner's: an account
 * that waits for its activation, perhaps since a stranger signed it up, is theirs from now on. The
 * browser is known to it as well: strangers who guess do not keep its owner from signing in there.
 */
export async function confirmPasswordReset(
  ctx: Context,
  { body, client, presented }: Input<typeof usersResetPasswordConfirm>,
): Promise<Reply<typeof usersResetPasswordConfirm>> {
  const found = await findLink(ctx, 'password-reset', body);
  // Without a good link nobody learns what a user's names resemble.
  requireGoodPassword('new_password', body.new_password, found.subject?.user ?? null);
  if (body.new_password !== body.re_new_password) {
    throw invalidFields({ [NON_FIELD_ERRORS]: [fieldMessage.passwordsDiffer] });
  }
  const { user } = await requireGood(ctx, 'password-reset', found);
  const refuse = () => badLink(ctx, 'password-reset', user);
  if (!mayUseLink('password-reset', user)) throw await refuse();
  const now = ctx.now();
  const emailVerifiedAt = user.emailVerifiedAt ?? now;
  const device = markDevice(presented.cookie('device'));
  const visit = newSession(ctx.settings, user.id, client, device.hash, now);
  const changes = { emailVerifiedAt, isActive: true, awaitsActivation: false };
  // Whoever moved the account here without showing that the address is theirs cannot take it back,
  // nor come in with an account elsewhere: they could have waited for its owner to begin using it.
  const effects = [
    endingSessionsOf(ctx.db, user.id, 'password', now),
    ...(user.emailVerifiedAt
      ? []
      : [
          forgettingEmailChanges(ctx.db, user.id),
          unlinkingAll(ctx.db, user.id),
          forgettingDevicesOf(ctx.db, user.id),
        ]),
    rememberingDevice(ctx.db, visit),
  ];
  const changed = await changePassword(ctx, client, user, body.new_password, changes, effects);
  if (!changed) throw await refuse();
  await ctx.audit.note('password-changed', { userId: user.id });
  return { body: null, cookies: [deviceCookie(device, ctx.settings)] };
}

/**
 * The one way to another password: the change, its `effects` and the mail about it stand or fall
 * together. False if the account changed meanwhile.
 */
async function changePassword(
  ctx: Context,
  client: Client,
  user: User,
  newPassword: string,
  changes: Partial<User>,
  effects: readonly Statement[],
): Promise<boolean> {
  const { db } = ctx;
  const { id: userId, email: recipient } = user;
  // With their password, or a link that went to their mail: no stranger.
  const place = { ipAddress: client.ipAddress, isKnown: true };
  const password = await ctx.limits.inTurn(place, () =>
    hashPassword(newPassword, ctx.settings.BCRYPT_COST),
  );
  const now = ctx.now();
  const changed = await changeAccount(db, user, { ...changes, password }, [
    forgettingPendingChange(db, userId),
    ...effects,
    queueMail(db, { kind: 'password-changed', recipient, userId, now }),
  ]);
  if (changed) ctx.mail.wake();
  return Boolean(changed);
}
