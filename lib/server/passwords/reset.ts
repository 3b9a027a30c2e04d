import { takingFrom } from '@/db/repositories/user-data';
import type { User } from '@/db/tables/schema';
import { requireSameTwice } from '@/lib/server/errors';
import { begunCookies } from '@/lib/server/links/begun';
import { badLink, findLink, mayUseLink, requireGood } from '@/lib/server/links/links';
import { requestLink } from '@/lib/server/links/request';
import { changePassword } from '@/lib/server/passwords/change';
import { requireGoodPassword } from '@/lib/server/passwords/rules';
import { type DeviceCookie, readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { knowDevice } from '@/lib/server/sessions/known-devices';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type {
  usersResetPassword,
  usersResetPasswordConfirm,
} from '@/lib/shared/contracts/passwords';

/** Sends a link to set a new password. The answer does not tell whether an account has the address. */
export async function requestPasswordReset(
  ctx: Context,
  input: Input<typeof usersResetPassword>,
): Promise<Reply<typeof usersResetPassword>> {
  const { email } = input.body;
  await requestLink(ctx, 'password-reset', email, 'active-or-awaits-activation');
  return { body: null, cookies: begunCookies(ctx, input, { purpose: 'password-reset', email }) };
}

/**
 * Sets a new password with a link, which also shows that the address is its owner's: an account
 * that waits for its activation, perhaps since a stranger signed it up, is theirs from now on. The
 * browser is known to it as well: strangers who guess do not keep its owner from signing in there.
 * Returns the account as it is then, and the browser's device cookie.
 */
export async function setPasswordByLink(
  ctx: Context,
  { body, client, presented }: Input<typeof usersResetPasswordConfirm>,
): Promise<{ user: User; device: DeviceCookie }> {
  const found = await findLink(ctx, 'password-reset', body);
  // Without a good link the answer must not tell what a user's names resemble.
  requireGoodPassword('new_password', body.new_password, found.subject?.user ?? null);
  requireSameTwice('password', body.new_password, body.re_new_password);
  const { user } = await requireGood(ctx, 'password-reset', found);
  const refuse = () => badLink(ctx, 'password-reset', user);
  if (!mayUseLink('password-reset', user)) throw await refuse();
  const now = ctx.now();
  const emailVerifiedAt = user.emailVerifiedAt ?? now;
  const device = readDeviceCookie(presented.cookie('device'));
  const changes = { emailVerifiedAt, isActive: true, awaitsActivation: false };
  const way = user.emailVerifiedAt ? 'password-reset' : 'password-reset-unconfirmed';
  const effects = [
    ...takingFrom(ctx.db, way, { userId: user.id, now }),
    knowDevice(ctx, user.id, device),
  ];
  const changed = await changePassword(ctx, client, user, body.new_password, changes, effects);
  if (!changed) throw await refuse();
  await ctx.audit.record('password-changed', { userId: user.id });
  return { user: changed, device };
}
