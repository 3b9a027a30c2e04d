import { findUserByEmail, findUserByUsernameKey, insertUser } from '../../../db/repositories/users';
import { type FieldErrors, fieldMessage, NON_FIELD_ERRORS } from '../../shared/api-error';
import type { usersCreate, usersMe } from '../../shared/contracts/users';
import { canonicalUsername } from '../../shared/identifiers';
import type { Context } from '../context';
import { invalidFields } from '../errors';
import type { CheckFields, Input, Reply } from '../use-case';
import { hashPassword } from './password-hash';
import { passwordProblems } from './password-rules';
import { presentUser } from './present';

type Register = typeof usersCreate;

/** Refuses an address or user name that somebody has. */
export const requireUniqueNames: CheckFields<Register> = async (ctx, { email, username }) => {
  const usernameKey = username === undefined ? null : canonicalUsername(username);
  const [sameEmail, sameUsername] = await Promise.all([
    email === undefined ? null : findUserByEmail(ctx.db, email),
    usernameKey === null ? null : findUserByUsernameKey(ctx.db, usernameKey),
  ]);
  const errors: FieldErrors = {};
  if (sameEmail) errors.email = [fieldMessage.taken('email')];
  if (sameUsername) errors.username = [fieldMessage.taken('username')];
  return errors;
};

/** Creates an account that may sign in at once. */
export async function register(ctx: Context, { body }: Input<Register>): Promise<Reply<Register>> {
  const problems = passwordProblems(body.password, {
    email: body.email,
    'first name': body.first_name,
    'last name': body.last_name,
    username: body.username,
  });
  if (problems.length > 0) throw invalidFields({ password: problems });
  if (body.password !== body.re_password) {
    throw invalidFields({ [NON_FIELD_ERRORS]: [fieldMessage.passwordsDiffer] });
  }
  const user = await insertUser(ctx.db, {
    email: body.email,
    username: body.username ?? null,
    usernameKey: body.username === undefined ? null : canonicalUsername(body.username),
    firstName: body.first_name,
    lastName: body.last_name,
    password: await hashPassword(body.password, ctx.settings.BCRYPT_COST),
    isActive: true,
    isStaff: false,
    isSuperuser: false,
    dateJoined: ctx.now(),
  });
  // Somebody else took the name while the password was being hashed.
  if (!user) throw invalidFields(await requireUniqueNames(ctx, body));
  ctx.log.info({ event: 'signed-up', userId: user.id });
  return { body: presentUser(user) };
}

/** The caller's own account. */
export async function getMe(
  _ctx: Context,
  { caller }: Input<typeof usersMe>,
): Promise<Reply<typeof usersMe>> {
  return { body: presentUser(caller.user) };
}
