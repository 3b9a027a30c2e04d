import { startingEmailChange } from '@/db/repositories/email-changes';
import { takingFrom } from '@/db/repositories/user-data';
import { requireFreeEmail } from '@/lib/server/accounts/field-checks';
import {
  applyAddressChange,
  newChange,
  queueChangeMail,
} from '@/lib/server/addresses/address-change';
import { requireSameTwice } from '@/lib/server/errors';
import { badLink, findLink, mayUseLink, requireGood } from '@/lib/server/links/links';
import { requestLink } from '@/lib/server/links/request';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { usersResetEmail, usersResetEmailConfirm } from '@/lib/shared/contracts/emails';

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
  requireSameTwice('email', body.new_email, body.re_new_email);
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
