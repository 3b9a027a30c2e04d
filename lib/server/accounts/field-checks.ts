import { isEmailInUse } from '@/db/repositories/accounts';
import { isEmailKept } from '@/db/repositories/email-changes';
import { findUserByUsernameKey } from '@/db/repositories/users';
import type { User } from '@/db/tables/schema';
import { requireVisibleUser } from '@/lib/server/accounts/profile';
import { invalidFields } from '@/lib/server/errors';
import { EMAIL_UNDO_SECONDS } from '@/lib/server/links/token';
import { hasUsablePassword, verifyPassword } from '@/lib/server/passwords/hash';
import type { Context } from '@/lib/server/use-case/context';
import type { Caller, Client } from '@/lib/server/use-case/use-case';
import { type FieldErrors, fieldMessage } from '@/lib/shared/api-error';
import type { FieldProblem } from '@/lib/shared/error-codes';
import { canonicalEmail, canonicalUsername, formerUsername } from '@/lib/shared/identifiers';
import { addSeconds } from '@/lib/shared/time';

/** The valid fields of a request; those with errors are absent. */
type ValidFields<T> = { readonly [K in keyof T]?: T[K] | undefined };
type OwnRequest = { caller: Caller; client: Client };
type UserRequest = OwnRequest & { params: { id: string } };
type NewNames = ValidFields<{ first_name: string; last_name: string; username: string | null }>;

/** Messages for an address that an account has, or that its former owner may still want back. */
async function emailProblems(
  { db, now }: Context,
  email: string | undefined,
  ownerId: number | null,
): Promise<FieldProblem[]> {
  if (email === undefined) return [];
  const undoableSince = addSeconds(now(), -EMAIL_UNDO_SECONDS);
  const isTaken =
    (await isEmailInUse(db, email)) || (await isEmailKept(db, email, undoableSince, ownerId));
  return isTaken ? [fieldMessage.taken('email')] : [];
}

/** Messages for a user name that an account other than `ownerId` has. */
async function usernameProblems(
  ctx: Context,
  username: string | null | undefined,
  ownerId: number | null,
): Promise<FieldProblem[]> {
  const key = username ? canonicalUsername(username) : null;
  const former = formerUsername(username ?? '');
  const other = key === null ? null : await findUserByUsernameKey(ctx.db, key, former);
  if (!other || other.id === ownerId) return [];
  const isLogin = ctx.settings.SWITCHES.loginField === 'username';
  return [isLogin ? fieldMessage.usernameTaken : fieldMessage.taken('username')];
}

async function passwordProblems(
  { settings, limits, audit }: Context,
  current: string | undefined,
  { caller, client }: OwnRequest,
): Promise<FieldProblem[]> {
  const { user, session } = caller;
  // Without a password there is none to give: the use case asks for a recent sign-in instead.
  if (current === undefined) return hasUsablePassword(user) ? [fieldMessage.required] : [];
  await limits.count(['password-check', user.id]);
  const uncount = () => limits.refund(['password-check', user.id]);
  const { isCorrect } = await limits.queueFairly(
    { ipAddress: client.ipAddress, isKnown: true },
    () => verifyPassword(current, user.password, settings.BCRYPT_COST),
    uncount,
  );
  if (!isCorrect) {
    await audit.record('password-check-refused', { userId: user.id, sessionId: session.id });
    return [fieldMessage.wrongPassword];
  }
  await uncount();
  return [];
}

/** The fields that have messages, without the others. */
function errorsOf(problems: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(problems).filter(([, messages]) => messages.length > 0));
}

type NewLogins = ValidFields<{ email: string; username: string }>;

/**
 * Returns the user name of a sign-up, or null. Clients of a Django whose users need a user name send
 * the address as such; the account has none then, since its address signs in wherever a user name does.
 */
export function chosenUsername({ email, username }: NewLogins): string | null {
  return username === undefined || canonicalEmail(username) === email ? null : username;
}

/** Errors of a sign-up: an address or a user name that is taken, another address as user name. */
export async function checkNewAccount(ctx: Context, logins: NewLogins): Promise<FieldErrors> {
  const username = chosenUsername(logins);
  const isForeignAddress = username !== null && canonicalUsername(username) === null;
  return errorsOf({
    email: await emailProblems(ctx, logins.email, null),
    username: isForeignAddress
      ? [fieldMessage.username]
      : await usernameProblems(ctx, username, null),
  });
}

/** Messages for a blank name that sign-ups require, unless the account has none as it is. */
function blankProblems(
  { settings }: Context,
  name: 'first_name' | 'last_name',
  given: string | undefined,
  present: string,
): FieldProblem[] {
  const isRequired = settings.SWITCHES.requiredFields.includes(name);
  return isRequired && given === '' && present !== '' ? [fieldMessage.blank] : [];
}

async function nameProblems(ctx: Context, names: NewNames, user: User): Promise<FieldErrors> {
  return errorsOf({
    first_name: blankProblems(ctx, 'first_name', names.first_name, user.firstName),
    last_name: blankProblems(ctx, 'last_name', names.last_name, user.lastName),
    username: await usernameProblems(ctx, names.username, user.id),
  });
}

/** Errors of new names for the caller: a user name that is taken, or a name that must not be blank. */
export async function checkOwnNames(ctx: Context, names: NewNames, { caller }: OwnRequest) {
  return nameProblems(ctx, names, caller.user);
}

/** Errors of new names for a user. Throws the 404, before any rule, if the caller may not see them. */
export async function checkNames(ctx: Context, names: NewNames, { caller, params }: UserRequest) {
  return nameProblems(ctx, names, await requireVisibleUser(ctx, caller, params.id));
}

/** Errors of a request that takes the caller's own password: a wrong one. Counts it; throws the 429. */
export async function checkCurrentPassword(
  ctx: Context,
  body: ValidFields<{ current_password: string }>,
  request: OwnRequest,
): Promise<FieldErrors> {
  return errorsOf({
    current_password: await passwordProblems(ctx, body.current_password, request),
  });
}

/**
 * Errors of deleting a user: a wrong password of the caller's own. Throws the 404, before any rule, if the
 * caller may not see the user.
 */
export async function checkDeletion(
  ctx: Context,
  body: ValidFields<{ current_password: string }>,
  request: UserRequest,
): Promise<FieldErrors> {
  await requireVisibleUser(ctx, request.caller, request.params.id);
  return checkCurrentPassword(ctx, body, request);
}

/** Errors of asking for another address: one that is taken, or a wrong password of the caller's own. */
export async function checkNewEmail(
  ctx: Context,
  body: ValidFields<{ new_email: string; current_password: string }>,
  request: OwnRequest,
): Promise<FieldErrors> {
  return errorsOf({
    new_email: await emailProblems(ctx, body.new_email, request.caller.user.id),
    current_password: await passwordProblems(ctx, body.current_password, request),
  });
}

/** Errors of another user name to sign in by: a taken one, or a wrong password of the caller's own. */
export async function checkNewUsername(
  ctx: Context,
  body: ValidFields<{ new_username: string; current_password: string }>,
  request: OwnRequest,
): Promise<FieldErrors> {
  const { user } = request.caller;
  // The very same one is taken as well, as Django sees it.
  const ownerId = body.new_username === user.username ? null : user.id;
  return errorsOf({
    current_password: await passwordProblems(ctx, body.current_password, request),
    new_username: await usernameProblems(ctx, body.new_username, ownerId),
  });
}

/** Errors of another user name with a link: one that is taken, as a sign-up tells as well. */
export async function checkFreeUsername(
  ctx: Context,
  { new_username: username }: ValidFields<{ new_username: string }>,
): Promise<FieldErrors> {
  return errorsOf({ new_username: await usernameProblems(ctx, username, null) });
}

/** Throws the field's error if the new address of a change by link is taken. */
export async function requireFreeEmail(ctx: Context, email: string, ownerId: number) {
  const problems = await emailProblems(ctx, email, ownerId);
  if (problems.length > 0) throw invalidFields({ new_email: problems });
}
