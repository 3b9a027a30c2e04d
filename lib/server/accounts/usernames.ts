import { changeAccount } from '@/db/repositories/accounts';
import type { User } from '@/db/tables/schema';
import { invalidFields, requireSameTwice } from '@/lib/server/errors';
import { badLink, findLink, mayUseLink, requireGood } from '@/lib/server/links/links';
import { requestLink } from '@/lib/server/links/request';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import { fieldMessage } from '@/lib/shared/api-error';
import type {
  usersResetUsername,
  usersResetUsernameConfirm,
  usersSetUsername,
} from '@/lib/shared/contracts/usernames';
import { canonicalUsername } from '@/lib/shared/identifiers';

/** Changes the name by which the caller signs in, with the caller's password. */
export async function setUsername(
  ctx: Context,
  { body, caller: { user, session } }: Input<typeof usersSetUsername>,
): Promise<Reply<typeof usersSetUsername>> {
  requireSameTwice('username', body.new_username, body.re_new_username);
  // Another request changed the account meanwhile: the password that was checked may be a former one.
  if (!(await changeUsername(ctx, user, body.new_username))) {
    throw invalidFields({ current_password: [fieldMessage.wrongPassword] });
  }
  await ctx.audit.record('names-changed', { userId: user.id, sessionId: session.id, by: 'owner' });
  return { body: null };
}

/** Sends a link to change the user name. The answer does not tell whether an account has the address. */
export async function requestUsernameReset(
  ctx: Context,
  { body: { email } }: Input<typeof usersResetUsername>,
): Promise<Reply<typeof usersResetUsername>> {
  await requestLink(ctx, 'username-reset', email, 'active');
  return { body: null };
}

/** Changes the user name with a link. */
export async function confirmUsernameReset(
  ctx: Context,
  { body }: Input<typeof usersResetUsernameConfirm>,
): Promise<Reply<typeof usersResetUsernameConfirm>> {
  const { uid = '', token = '', new_username: username } = body;
  requireSameTwice('username', username, body.re_new_username);
  const found = await findLink(ctx, 'username-reset', { uid, token });
  const { user } = await requireGood(ctx, 'username-reset', found);
  const isChanged =
    mayUseLink('username-reset', user) && (await changeUsername(ctx, user, username));
  if (!isChanged) throw await badLink(ctx, 'username-reset', user);
  await ctx.audit.record('names-changed', { userId: user.id, by: 'owner' });
  return { body: null };
}

/** False if the account changed meanwhile. Throws the field's error if the name is taken by now. */
async function changeUsername(ctx: Context, user: User, username: string): Promise<boolean> {
  try {
    const changes = { username, usernameKey: canonicalUsername(username) };
    return (await changeAccount(ctx.db, user, changes)) !== null;
  } catch (error) {
    if (!ctx.db.isConflict(error)) throw error;
    throw invalidFields({ new_username: [fieldMessage.usernameTaken] });
  }
}
