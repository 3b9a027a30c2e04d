import { queueMail } from '@/db/repositories/outbox';
import { takingFrom } from '@/db/repositories/user-data';
import { applyAddressChange } from '@/lib/server/addresses/address-change';
import { requireChange } from '@/lib/server/links/links';
import { makeUnusablePassword } from '@/lib/server/passwords/hash';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { usersSetEmailUndo } from '@/lib/shared/contracts/emails';

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
