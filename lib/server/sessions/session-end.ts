import { findUserById } from '@/db/repositories/accounts';
import { findSession } from '@/db/repositories/sessions';
import type { RevokedReason } from '@/db/tables/schema';
import { BEFORE_ANY_EXPIRY, verifyToken } from '@/lib/edge/tokens';
import type { Context } from '@/lib/server/use-case/context';
import type { SessionEndCode } from '@/lib/shared/error-codes';

/** The code of a session that was ended before its time, by the reason. */
const CODES: Readonly<Record<RevokedReason, SessionEndCode>> = {
  logout: 'session_ended',
  replaced: 'session_ended',
  ended: 'session_ended',
  reuse: 'session_reused',
  password: 'session_ended_by_password',
  email: 'session_ended_by_address',
  operator: 'session_ended_by_operator',
};

/**
 * Returns why the session of a refused refresh token is over, or null if the token never was one of
 * a session, or its account is gone. Only the bearer of a token that we signed is told: it is theirs,
 * also once it has expired.
 */
export async function findSessionEnd(ctx: Context, token: string): Promise<SessionEndCode | null> {
  const claims = await verifyToken(token, ctx.keys, BEFORE_ANY_EXPIRY);
  const session = claims && (await findSession(ctx.db, claims.sid));
  if (!claims || session?.userId !== claims.user_id) return null;
  const user = await findUserById(ctx.db, claims.user_id);
  if (!user) return null;
  if (!user.isActive) return 'account_deactivated';
  return session.revokedReason ? CODES[session.revokedReason] : 'session_expired';
}
