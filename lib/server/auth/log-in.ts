import { openSession } from '../../../db/repositories/sessions';
import { findUserByEmail, findUserByUsernameKey } from '../../../db/repositories/users';
import type { User } from '../../../db/schema';
import { type FieldErrors, fieldMessage } from '../../shared/api-error';
import type { jwtCreate } from '../../shared/contracts/jwt';
import { canonicalEmail, canonicalUsername } from '../../shared/identifiers';
import type { Context } from '../context';
import { noActiveAccount, unavailable } from '../errors';
import type { CheckFields, Input, Reply } from '../use-case';
import { hashPassword, verifyPassword } from './password-hash';
import { endSessionsOf, issueTokens, newSession } from './session-tokens';

type LogIn = typeof jwtCreate;

/** An account that changes during each of so many sign-ins is under attack or broken. */
const MAX_ATTEMPTS = 3;

/** One of the two names is required; the message goes to the one that Djoser knows. */
export const requireIdentifier: CheckFields<LogIn> = async (_ctx, { email, username }) => {
  const errors: FieldErrors = {};
  if (email === undefined && username === undefined) errors.email = [fieldMessage.required];
  return errors;
};

/**
 * Signs in by e-mail or user name. Unknown, wrong and inactive are told alike and take as long.
 * The browser's former session, if any, ends: a cookie planted before signing in is worth nothing.
 */
export async function logIn(ctx: Context, input: Input<LogIn>, attempt = 1): Promise<Reply<LogIn>> {
  const { password } = input.body;
  const user = await findAccount(ctx, input.body);
  const { BCRYPT_COST } = ctx.settings;
  const verdict = await verifyPassword(password, user?.password ?? null, BCRYPT_COST);
  if (!user?.isActive || !verdict.isCorrect) {
    const reason = !user ? 'unknown' : verdict.isCorrect ? 'inactive' : 'wrong-password';
    await ctx.audit.note('sign-in-refused', { userId: user?.id, reason });
    throw noActiveAccount();
  }

  const renewed = verdict.needsRehash && { password: await hashPassword(password, BCRYPT_COST) };
  const now = ctx.now();
  const session = newSession(ctx.settings, user.id, input.client, now);
  const { newDeviceMails } = await import('./new-device');
  const mails = await newDeviceMails(ctx, user, session);
  const isOpen = await openSession(ctx.db, user, session, { lastLogin: now, ...renewed }, mails);
  // The account changed while the password was checked: what is true of it now decides.
  if (!isOpen && attempt < MAX_ATTEMPTS) return logIn(ctx, input, attempt + 1);
  if (!isOpen) throw unavailable(new Error('the account changes without end'));
  if (mails.length > 0) ctx.mail.wake();
  const { access, refresh } = input.presented;
  await endSessionsOf(ctx, [refresh, access], 'replaced');
  const event = mails.length > 0 ? 'signed-in-new-device' : 'signed-in';
  await ctx.audit.note(event, { userId: user.id, sessionId: session.id, method: 'password' });

  const tokens = await issueTokens(ctx, session);
  return {
    body: { refresh: tokens.refresh.token, access: tokens.access.token },
    session: tokens,
  };
}

/**
 * By user name if one is given, else by e-mail; what cannot be either is nobody's. In Django an
 * address may be a user name, and clients written for that send it as one.
 */
async function findAccount(ctx: Context, body: Input<LogIn>['body']): Promise<User | null> {
  const key = canonicalUsername(body.username ?? '');
  if (key !== null) return findUserByUsernameKey(ctx.db, key);
  const email = canonicalEmail(body.username ?? body.email ?? '');
  return email === null ? null : findUserByEmail(ctx.db, email);
}
