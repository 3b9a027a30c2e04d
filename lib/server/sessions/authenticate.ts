import { verifyToken } from '@/lib/edge/tokens';
import { findSessionOf } from '@/lib/server/sessions/session';
import type { Context } from '@/lib/server/use-case/context';
import type { Caller, PresentedTokens } from '@/lib/server/use-case/use-case';

/**
 * Who holds an access token, by the word of the database; null for anybody else. A bearer token
 * wins over the cookie, even a bad one: nobody acts under a name that they did not give.
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
