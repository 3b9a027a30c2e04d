import { deleteUser, findUserById, findUsers, updateProfile } from '@/db/repositories/accounts';
import type { User } from '@/db/tables/schema';
import { presentUser } from '@/lib/server/accounts/present';
import type { EventParties } from '@/lib/server/audit/audit';
import type { ChangedBy } from '@/lib/server/audit/catalogue';
import { invalidFields, notFound } from '@/lib/server/errors';
import { requireStepUpWithoutPassword } from '@/lib/server/sign-in/recent-sign-in';
import type { Context } from '@/lib/server/use-case/context';
import type { Caller, Input, Reply } from '@/lib/server/use-case/use-case';
import { fieldMessage } from '@/lib/shared/api-error';
import type {
  usersDelete,
  usersList,
  usersMe,
  usersMeDelete,
  usersPartialUpdate,
  usersRetrieve,
} from '@/lib/shared/contracts/users';
import { canonicalUsername } from '@/lib/shared/identifiers';
import { MAX_PAGE_SIZE } from '@/lib/shared/list-fields';

/** Answers with the caller alone, or for staff with all users, by id. */
export async function listUsers(
  ctx: Context,
  { caller, query }: Input<typeof usersList>,
): Promise<Reply<typeof usersList>> {
  if (!caller.user.isStaff) return { body: [presentUser(caller.user)] };
  const limit = Math.min(query.limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
  const found = await findUsers(ctx.db, query.after ?? 0, limit + 1);
  const page = found.slice(0, limit);
  const body = page.map(presentUser);
  if (found.length <= limit) return { body };
  return { body, nextPage: { limit: String(limit), after: String(page.at(-1)?.id) } };
}

/** The user with this id. Throws the 404 if there is none, or the caller may not see them. */
export async function requireVisibleUser(
  ctx: Context,
  { user: self }: Caller,
  id: string,
): Promise<User> {
  const isId = /^\d{1,15}$/.test(id);
  if (isId && Number(id) === self.id) return self;
  const user = isId && self.isStaff ? await findUserById(ctx.db, Number(id)) : null;
  if (!user) throw notFound();
  return user;
}

/** The caller's own account. */
export async function getMe(
  _ctx: Context,
  { caller }: Input<typeof usersMe>,
): Promise<Reply<typeof usersMe>> {
  return { body: presentUser(caller.user) };
}

/** A user that the caller may see. */
export async function getUser(
  ctx: Context,
  { caller, params }: Input<typeof usersRetrieve>,
): Promise<Reply<typeof usersRetrieve>> {
  return { body: presentUser(await requireVisibleUser(ctx, caller, params.id)) };
}

type Names = Input<typeof usersPartialUpdate>['body'];

/** Changes the caller's names; what is left out stays. */
export async function updateMe(ctx: Context, { caller, body }: { caller: Caller; body: Names }) {
  return { body: await changeNames(ctx, caller, caller.user.id, body) };
}

/** Changes the names of a user that the caller may see; what is left out stays. */
export async function updateUser(
  ctx: Context,
  { caller, params, body }: { caller: Caller; params: { id: string }; body: Names },
) {
  const { id } = await requireVisibleUser(ctx, caller, params.id);
  return { body: await changeNames(ctx, caller, id, body) };
}

async function changeNames(ctx: Context, caller: Caller, id: number, names: Names) {
  const { first_name: firstName, last_name: lastName, username } = names;
  const changes = {
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(username !== undefined && {
      username,
      usernameKey: username === null ? null : canonicalUsername(username),
    }),
  };
  try {
    const user =
      Object.keys(changes).length > 0
        ? await updateProfile(ctx.db, id, changes)
        : await findUserById(ctx.db, id);
    if (!user) throw notFound();
    if (Object.keys(changes).length > 0) {
      await ctx.audit.record('names-changed', changeBy(caller, id));
    }
    return presentUser(user);
  } catch (error) {
    if (!ctx.db.isConflict(error)) throw error;
    throw invalidFields({ username: [fieldMessage.taken('username')] });
  }
}

/** The facts of a change for the audit trail: the account, and if its owner or staff changed it. */
function changeBy({ user, session }: Caller, userId: number): EventParties & ChangedBy {
  const about = { userId, sessionId: session.id };
  return userId === user.id
    ? { ...about, by: 'owner' }
    : { ...about, actorId: user.id, by: 'staff' };
}

/** Deletes the caller's account with all its sessions. */
export async function deleteMe(
  ctx: Context,
  { caller }: Pick<Input<typeof usersMeDelete>, 'caller'>,
) {
  requireStepUpWithoutPassword(ctx, caller);
  await deleteUser(ctx.db, caller.user.id);
  await ctx.audit.record('account-deleted', changeBy(caller, caller.user.id));
  return { body: null, tokenCookies: 'cleared' } as const;
}

/** Deletes a user that the caller may see. */
export async function removeUser(
  ctx: Context,
  { caller, params }: Input<typeof usersDelete>,
): Promise<Reply<typeof usersDelete>> {
  const { id } = await requireVisibleUser(ctx, caller, params.id);
  if (id === caller.user.id) return deleteMe(ctx, { caller });
  requireStepUpWithoutPassword(ctx, caller);
  await deleteUser(ctx.db, id);
  await ctx.audit.record('account-deleted', changeBy(caller, id));
  return { body: null };
}
