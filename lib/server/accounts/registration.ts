import { changeAccount, idByEmail, insertUser } from '@/db/repositories/accounts';
import { queueMail } from '@/db/repositories/outbox';
import { checkNewAccount, chosenUsername } from '@/lib/server/accounts/field-checks';
import { presentUser } from '@/lib/server/accounts/present';
import { ApiError, invalidFields, requireSameTwice } from '@/lib/server/errors';
import { begunCookies, hasBegun } from '@/lib/server/links/begun';
import { badLink, findLink, requireGood } from '@/lib/server/links/links';
import { requestLink } from '@/lib/server/links/request';
import { hashPassword } from '@/lib/server/passwords/hash';
import { requireGoodPassword } from '@/lib/server/passwords/rules';
import { readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { signInWhereBegun } from '@/lib/server/sign-in/begun-link';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import { detailMessage } from '@/lib/shared/api-error';
import type { usersActivation, usersResendActivation } from '@/lib/shared/contracts/activation';
import type { usersCreate } from '@/lib/shared/contracts/users';
import { canonicalUsername } from '@/lib/shared/identifiers';

type Register = typeof usersCreate;

/** Creates an account that may sign in at once, or once its address is confirmed. */
export async function register(ctx: Context, input: Input<Register>): Promise<Reply<Register>> {
  const { body, client } = input;
  const { BCRYPT_COST, SEND_ACTIVATION_EMAIL, SEND_CONFIRMATION_EMAIL } = ctx.settings;
  const owner = { firstName: body.first_name ?? '', lastName: body.last_name ?? '' };
  const { email } = body;
  const username = chosenUsername(body);
  requireGoodPassword('password', body.password, { ...owner, email, username });
  requireSameTwice('password', body.password, body.re_password);
  const place = { ipAddress: client.ipAddress, isKnown: false };
  const password = await ctx.limits.queueFairly(place, () =>
    hashPassword(body.password, BCRYPT_COST),
  );
  const now = ctx.now();
  const mail = (kind: 'activation' | 'account-created') => {
    const userId = idByEmail(ctx.db, body.email, 'any');
    return queueMail(ctx.db, { kind, recipient: body.email, userId, now });
  };
  const mails = SEND_ACTIVATION_EMAIL
    ? [mail('activation')]
    : SEND_CONFIRMATION_EMAIL
      ? [mail('account-created')]
      : [];
  const row = {
    email: body.email,
    username,
    usernameKey: username === null ? null : canonicalUsername(username),
    ...owner,
    password,
    isActive: !SEND_ACTIVATION_EMAIL,
    awaitsActivation: SEND_ACTIVATION_EMAIL,
    isStaff: false,
    isSuperuser: false,
    dateJoined: now,
  };
  const user = await insertUser(ctx.db, row, mails);
  // Another sign-up took the address or the name while the password was being hashed.
  if (!user) throw invalidFields(await checkNewAccount(ctx, body));
  ctx.mail.wake();
  await ctx.audit.record('signed-up', { userId: user.id });
  if (!SEND_ACTIVATION_EMAIL) return { body: presentUser(user) };
  const begun = { purpose: 'activation', email: user.email } as const;
  return { body: presentUser(user), cookies: begunCookies(ctx, input, begun) };
}

/**
 * Activates an account with a link, which shows that the address is its owner's, and signs in the
 * browser that asked for the link.
 */
export async function activate(
  ctx: Context,
  input: Input<typeof usersActivation>,
): Promise<Reply<typeof usersActivation>> {
  const found = await findLink(ctx, 'activation', input.body);
  const { user } = await requireGood(ctx, 'activation', found);
  if (user.isActive) throw await staleLink(ctx, user.id);
  // Deactivated by an operator: an old link is not the way back.
  if (!user.awaitsActivation) throw await badLink(ctx, 'activation', user);
  const now = ctx.now();
  const { id: userId, email: recipient } = user;
  const mails = ctx.settings.SEND_CONFIRMATION_EMAIL
    ? [queueMail(ctx.db, { kind: 'account-created', recipient, userId, now })]
    : [];
  const changes = { isActive: true, awaitsActivation: false, emailVerifiedAt: now };
  const active = await changeAccount(ctx.db, user, changes, mails);
  if (!active) throw await staleLink(ctx, userId);
  ctx.mail.wake();
  await ctx.audit.record('activated', { userId });
  const owner = { user: active, device: readDeviceCookie(input.presented.cookie('device')) };
  return { body: null, ...(await signInWhereBegun(ctx, input, 'activation', owner)) };
}

async function staleLink(ctx: Context, userId: number): Promise<ApiError> {
  await ctx.audit.record('link-refused', { userId, purpose: 'activation' });
  return new ApiError(detailMessage.staleLink);
}

/**
 * Sends the activation link again. The answer does not tell whether an account waits for it. Only the
 * browser that signed the account up gets another proof: in any other, its owner might be signed in
 * to what a stranger prepared with their address, and never learn that the stranger knows the password.
 */
export async function resendActivation(
  ctx: Context,
  input: Input<typeof usersResendActivation>,
): Promise<Reply<typeof usersResendActivation>> {
  const { email } = input.body;
  if (!ctx.settings.SEND_ACTIVATION_EMAIL)
    throw new ApiError(detailMessage.activationMailsOff, { body: null });
  await requestLink(ctx, 'activation', email, 'awaits-activation');
  const link = { purpose: 'activation', email } as const;
  const isSignUpHere = hasBegun(ctx, input, link);
  return isSignUpHere ? { body: null, cookies: begunCookies(ctx, input, link) } : { body: null };
}
