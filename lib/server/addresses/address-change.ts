import type { Statement } from '@/db/database/database';
import { changeAccount } from '@/db/repositories/accounts';
import { queueMail } from '@/db/repositories/outbox';
import type { EmailChange, MailKind, User } from '@/db/tables/schema';
import { invalidFields } from '@/lib/server/errors';
import { badLink } from '@/lib/server/links/links';
import { randomId } from '@/lib/server/random-id';
import type { Context } from '@/lib/server/use-case/context';
import { fieldMessage } from '@/lib/shared/api-error';

/** The audit events of the links that change the address of an account. */
const EVENTS = {
  'email-reset': 'email-reset',
  'email-confirm': 'email-change-confirmed',
  'email-undo': 'email-change-undone',
} as const;

/** A change of address that is asked for now. */
export function newChange({ id: userId, email }: User, newEmail: string, now: Date): EmailChange {
  const id = randomId();
  return { id, userId, oldEmail: email, newEmail, askedAt: now, confirmedAt: null };
}

/** The statement that queues a mail about a change of address. */
export function queueChangeMail(
  ctx: Context,
  { id, userId }: EmailChange,
  kind: MailKind,
  recipient: string,
  isUnconfirmed = false,
) {
  const about = { userId, changeId: id, isUnconfirmed };
  return queueMail(ctx.db, { kind, recipient, ...about, now: ctx.now() });
}

/**
 * Changes the address of an account by a link. Throws if another use of the link came first, or if the
 * address is taken by now.
 */
export async function applyAddressChange(
  ctx: Context,
  purpose: keyof typeof EVENTS,
  user: User,
  changes: Partial<User> & Pick<User, 'email'>,
  effects: readonly Statement[],
): Promise<void> {
  try {
    const changed = await changeAccount(ctx.db, user, changes, effects);
    if (!changed) throw await badLink(ctx, purpose, user);
  } catch (error) {
    if (!ctx.db.isConflict(error)) throw error;
    throw invalidFields({ new_email: [fieldMessage.taken('email')] });
  }
  ctx.mail.wake();
  await ctx.audit.record(EVENTS[purpose], { userId: user.id });
}
