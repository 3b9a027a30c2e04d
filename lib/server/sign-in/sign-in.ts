import type { Statement } from '@/db/database/database';
import { openSession } from '@/db/repositories/sessions';
import type { Session, User } from '@/db/tables/schema';
import type { IssuedTokens } from '@/lib/edge/token-cookies';
import { type ApiError, noActiveAccount, unableToLogIn } from '@/lib/server/errors';
import { hashPassword, verifyPassword } from '@/lib/server/passwords/hash';
import { type DeviceCookie, writeDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { knowDevice } from '@/lib/server/sessions/known-devices';
import { endSessionsOf, newSession } from '@/lib/server/sessions/session';
import { signSessionKey } from '@/lib/server/sessions/session-key';
import { issueTokens } from '@/lib/server/sessions/token-pair';
import { countSignIn } from '@/lib/server/sign-in/attempt';
import { newDeviceMails } from '@/lib/server/sign-in/new-device';
import type { Context } from '@/lib/server/use-case/context';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';
import type { CheckFields, Input, Reply } from '@/lib/server/use-case/use-case';
import { type FieldErrors, fieldMessage } from '@/lib/shared/api-error';
import type { jwtCreate } from '@/lib/shared/contracts/jwt';
import type { tokenLogin } from '@/lib/shared/contracts/token';

type LogIn = typeof jwtCreate;

/** One of the two names is required; the message goes to the one that LOGIN_FIELD names. */
export const requireIdentifier: CheckFields<LogIn> = async ({ settings }, { email, username }) => {
  const isNamed = email !== undefined || username !== undefined;
  const errors: FieldErrors = {};
  if (!isNamed) errors[settings.SWITCHES.loginField] = [fieldMessage.required];
  return errors;
};

/**
 * Signs in by e-mail or user name. Unknown, wrong and inactive get one answer, after the same time; its
 * code tells a page of this site, given the right password, that a link must be followed first.
 * The browser's former session, if any, ends: a cookie planted before signing in is worth nothing.
 */
export async function logIn(ctx: Context, input: Input<LogIn>): Promise<Reply<LogIn>> {
  const { tokens, deviceCookie } = await untilUnchanged(() =>
    tryToLogIn(ctx, input, noActiveAccount),
  );
  const { access, refresh } = tokens;
  return {
    body: { refresh: refresh.token, access: access.token },
    tokenCookies: tokens,
    cookies: [deviceCookie],
  };
}

/**
 * The same sign-in for a client that keeps one key in place of a token pair. Its session does not
 * lapse between two uses, since no refresh would put that off. Where no token may be in the body, as
 * in answers to browsers, the cookies come instead, with a session like any other.
 */
export async function logInForKey(
  ctx: Context,
  input: Input<typeof tokenLogin>,
): Promise<Reply<typeof tokenLogin>> {
  const { password = '' } = input.body;
  const named = { ...input, body: { ...input.body, password } };
  const isLasting = input.mayHoldTokens;
  const { session, tokens, deviceCookie } = await untilUnchanged(() =>
    tryToLogIn(ctx, named, unableToLogIn, isLasting),
  );
  const cookies = [deviceCookie];
  if (!isLasting) return { body: {}, tokenCookies: tokens, cookies };
  return { body: { auth_token: signSessionKey(ctx.settings, session.id) }, cookies };
}

/**
 * Signs in once; throws what `refuse` makes of whether an activation is awaited. Null if the account
 * changed while the password was checked: then try again.
 */
async function tryToLogIn(
  ctx: Context,
  input: Input<LogIn>,
  refuse: (isActivationAwaited: boolean) => ApiError,
  isLasting = false,
): Promise<BegunSession | null> {
  const { password } = input.body;
  const { user, device, place, uncount } = await countSignIn(ctx, input);
  const { BCRYPT_COST } = ctx.settings;
  const check = async () => {
    const verdict = await verifyPassword(password, user?.password ?? null, BCRYPT_COST);
    if (!user?.isActive || !verdict.needsRehash) return { ...verdict, renewed: {} };
    // In the same turn: the person would wait for another one.
    const renewed = await hashPassword(verdict.otherForm ?? password, BCRYPT_COST);
    return { ...verdict, renewed: { password: renewed } };
  };
  const verdict = await ctx.limits.queueFairly(place, check, uncount);
  if (!user?.isActive || !verdict.isCorrect) {
    const reason = !user ? 'unknown' : verdict.isCorrect ? 'inactive' : 'wrong-password';
    await ctx.audit.record('sign-in-refused', { userId: user?.id, reason });
    const isAwaited = verdict.isCorrect && Boolean(user?.awaitsActivation);
    throw refuse(isAwaited && input.isOwnPage && ctx.settings.SEND_ACTIVATION_EMAIL);
  }
  await uncount();

  const owner = { user, device, method: 'password', isLasting };
  return beginSession(ctx, input, owner, verdict.renewed);
}

/** The `method` of a sign-in by a mailed link, in the browser that asked for it. */
export const MAILED_LINK = 'mailed-link';

/** A session that has begun: it, its tokens, and the Set-Cookie value by which its browser is known again. */
export interface BegunSession {
  session: Session;
  tokens: IssuedTokens;
  deviceCookie: string;
}

interface SessionOwner {
  user: User;
  device: DeviceCookie;
  method: string;
  isLasting?: boolean;
}

/**
 * Opens a session for a user who has shown who they are, in place of the browser's former one. The
 * `changes` of the account and their `effects` stand or fall with it; `method` is `password`,
 * `MAILED_LINK` or a provider; `isLasting` is true for a session that does not lapse when it is left
 * unused. Every session but one of Django's begins here. Null, with nothing changed, if the account is
 * not as it was seen any more.
 */
export async function beginSession(
  ctx: Context,
  { client, presented }: Pick<Input<LogIn>, 'client' | 'presented'>,
  { user: seen, device, method, isLasting = false }: SessionOwner,
  changes: Partial<User>,
  effects: readonly Statement[] = [],
): Promise<BegunSession | null> {
  const now = ctx.now();
  const begun = newSession(ctx.settings, seen.id, client, now);
  const session = isLasting ? { ...begun, expiresAt: begun.endsAt } : begun;
  // A person who reads the mail and asked for it here is no stranger on a new device.
  const mails = method === MAILED_LINK ? [] : await newDeviceMails(ctx, seen, session);
  const isOpen = await openSession(ctx.db, seen, session, { ...changes, lastLogin: now }, [
    knowDevice(ctx, seen.id, device),
    ...mails,
    ...effects,
  ]);
  if (!isOpen) return null;
  ctx.mail.wake();
  await endSessionsOf(ctx, [...presented.refresh, ...presented.access], 'replaced');
  const event = mails.length > 0 ? 'signed-in-new-device' : 'signed-in';
  await ctx.audit.record(event, { userId: seen.id, sessionId: session.id, method });
  return {
    session,
    tokens: await issueTokens(ctx, session),
    deviceCookie: writeDeviceCookie(device, ctx.settings),
  };
}
