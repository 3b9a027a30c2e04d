import type { User } from '@/db/tables/schema';
import { type BegunPurpose, hasBegun, spentBegunCookies } from '@/lib/server/links/begun';
import { setPasswordByLink } from '@/lib/server/passwords/reset';
import { findPresentSession } from '@/lib/server/sessions/authenticate';
import { type DeviceCookie, writeDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { beginSession, MAILED_LINK } from '@/lib/server/sign-in/sign-in';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { Contract } from '@/lib/shared/contracts/contract';
import type { usersResetPasswordConfirm } from '@/lib/shared/contracts/passwords';

type LinkInput = Pick<Input<Contract>, 'client' | 'presented' | 'isOwnPage'>;

/** The cookies of an answer. */
type Cookies = Pick<Reply<Contract>, 'tokenCookies' | 'cookies'>;

/**
 * Signs in the browser that asked for a link, after the link was used there, as `user` is now: a reader
 * of the mail who began here need not type the password that was typed here. Returns the cookies for
 * it; none for any other client. A link alone is no sign-in: an attacker could mail their own to a
 * victim, or get one forwarded. Nor does it end the session of another account that is signed in here.
 */
export async function signInWhereBegun(
  ctx: Context,
  input: LinkInput,
  purpose: BegunPurpose,
  { user, device }: { user: User; device: DeviceCookie },
): Promise<Cookies> {
  const link = { purpose, email: user.email };
  if (!hasBegun(ctx, input, link)) return {};
  const spent = spentBegunCookies(ctx, input, link);
  const present = await findPresentSession(ctx, input.presented);
  if (present && present.user.id !== user.id) return { cookies: spent };
  // Null if the account changed meanwhile: the owner then signs in with the password.
  const begun = await beginSession(ctx, input, { user, device, method: MAILED_LINK }, {});
  if (!begun) return { cookies: spent };
  return { tokenCookies: begun.tokens, cookies: [begun.deviceCookie, ...spent] };
}

/** Sets a new password with a link, and signs in the browser that asked for it. */
export async function confirmPasswordReset(
  ctx: Context,
  input: Input<typeof usersResetPasswordConfirm>,
): Promise<Reply<typeof usersResetPasswordConfirm>> {
  const owner = await setPasswordByLink(ctx, input);
  const { cookies = [], ...tokens } = await signInWhereBegun(ctx, input, 'password-reset', owner);
  // A browser that is signed in has the same line among its own.
  const known = writeDeviceCookie(owner.device, ctx.settings);
  return { body: null, ...tokens, cookies: [...new Set([known, ...cookies])] };
}
