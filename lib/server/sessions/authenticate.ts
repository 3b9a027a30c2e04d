import type { UserSession } from '@/db/repositories/sessions';
import { verifyToken } from '@/lib/edge/tokens';
import { findSessionOf } from '@/lib/server/sessions/session';
import { findSessionOfKey } from '@/lib/server/sessions/session-key';
import { findTwin } from '@/lib/server/sessions/twins';
import type { Context } from '@/lib/server/use-case/context';
import type { Caller, PresentedTokens } from '@/lib/server/use-case/use-case';

/**
 * The caller whose access token or key this is, by the word of the database, or null. One in the
 * Authorization header wins over the cookie, even a bad one: no request acts under a name that it did
 * not give.
 */
export async function authenticate(
  ctx: Context,
  { key, bearer, access }: PresentedTokens,
): Promise<Caller | null> {
  if (key !== null) return findSessionOfKey(ctx, key);
  const token = bearer ?? (await findTwin(ctx, access, 'access'));
  if (!token) return null;
  const now = ctx.now();
  const claims = await verifyToken(token, ctx.keys, now);
  return claims?.token_type === 'access' ? findSessionOf(ctx, claims, now) : null;
}

/** True if the caller is named in the Authorization header: a client that keeps what it has itself. */
export function isFromHeader({ key, bearer }: Pick<PresentedTokens, 'key' | 'bearer'>): boolean {
  return key !== null || bearer !== null;
}

/**
 * The live session that a request brought along, or null. An access token may have lapsed while the
 * refresh token beside it is good: its owner is still signed in there.
 */
export async function findPresentSession(
  ctx: Context,
  { key, bearer, access, refresh }: PresentedTokens,
): Promise<UserSession | null> {
  if (key !== null) return findSessionOfKey(ctx, key);
  const now = ctx.now();
  const tokens = [
    bearer ?? (await findTwin(ctx, access, 'access')),
    await findTwin(ctx, refresh, 'refresh'),
  ];
  for (const token of tokens) {
    const claims = token && (await verifyToken(token, ctx.keys, now));
    const found = claims ? await findSessionOf(ctx, claims, now) : null;
    if (found) return found;
  }
  return null;
}
