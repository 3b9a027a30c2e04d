import type { UserSession } from '@/db/repositories/sessions';
import { isFromHeader } from '@/lib/server/sessions/authenticate';
import { endSession, endSessionsOf } from '@/lib/server/sessions/session';
import { findSessionOfKey } from '@/lib/server/sessions/session-key';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { logout } from '@/lib/shared/contracts/jwt';
import type { tokenLogout } from '@/lib/shared/contracts/token';

/** Ends the session on the server and takes the cookies away; twice is fine. */
export async function logOut(
  ctx: Context,
  { presented }: Input<typeof logout>,
): Promise<Reply<typeof logout>> {
  const { key, bearer, access, refresh } = presented;
  const found = key === null ? null : await findSessionOfKey(ctx, key);
  if (found) await endSession(ctx, idsOf(found), 'logout');
  const fromHeader = bearer === null ? [] : [bearer];
  const tokens = [...refresh, ...(isFromHeader(presented) ? fromHeader : access)];
  await endSessionsOf(ctx, tokens, 'logout');
  return { body: null, tokenCookies: 'cleared' };
}

/** Ends the caller's session, and takes the cookies away if it came in one. */
export async function logOutCaller(
  ctx: Context,
  { caller, presented }: Input<typeof tokenLogout>,
): Promise<Reply<typeof tokenLogout>> {
  await endSession(ctx, idsOf(caller), 'logout');
  return isFromHeader(presented) ? { body: null } : { body: null, tokenCookies: 'cleared' };
}

function idsOf({ user, session }: UserSession) {
  return { userId: user.id, sessionId: session.id };
}
