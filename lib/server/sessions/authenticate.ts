import { verifyToken } from '@/lib/edge/tokens';
import { findSessionOf } from '@/lib/server/sessions/session';
import type { Context } from '@/lib/server/use-case/context';
import type { Caller, PresentedTokens } from '@/lib/server/use-case/use-case';

/**
 * The caller whose access token this is, by the word of the database, or null. A bearer token wins
 * over the cookie, even a bad one: no request acts under a name that it did not give.
 */
export async function authenticate(
  ctx: Context,
  { bearer, access }: PresentedTokens,
): Promise<Caller | null> {
  const token = bearer ?? access;
  if (!token) return null;
  const now = ctx.now();
  const claims = await verifyToken(token, ctx.keys, now);
  return claims?.token_type === 'access' ? findSessionOf(ctx, claims, now) : null;
}
