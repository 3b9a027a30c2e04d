import { findLiveSession, revokeSession, type UserSession } from '@/db/repositories/sessions';
import type { RevokedReason, Session } from '@/db/tables/schema';
import { BEFORE_ANY_EXPIRY, type Claims, verifyToken } from '@/lib/edge/tokens';
import { randomId } from '@/lib/server/random-id';
import type { Settings } from '@/lib/server/settings/settings';
import type { Context } from '@/lib/server/use-case/context';
import type { Client } from '@/lib/server/use-case/use-case';
import { addSeconds } from '@/lib/shared/time';

/** A session that starts now, at generation 0. */
export function newSession(
  settings: Settings,
  userId: number,
  { ipAddress, userAgent }: Client,
  now: Date,
): Session {
  const endsAt = latestEnd(settings, now);
  const idleUntil = idleEnd(settings, now);
  return {
    id: randomId(),
    userId,
    generation: 0,
    rotatedAt: now,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(Math.min(idleUntil.getTime(), endsAt.getTime())),
    endsAt,
    userAgent,
    ipAddress,
    revokedAt: null,
    revokedReason: null,
    refreshFreeAtMs: 0,
  };
}

/** The instant when a session that starts now ends in any case. */
export function latestEnd({ SESSION_LIFETIME }: Settings, now: Date): Date {
  return addSeconds(now, SESSION_LIFETIME);
}

/** The instant when a session used now lapses if left alone, if it does not end before. */
export function idleEnd({ REFRESH_TOKEN_LIFETIME }: Settings, now: Date): Date {
  return addSeconds(now, REFRESH_TOKEN_LIFETIME);
}

/** The live session that a token names, if it is its bearer's. The one check behind every answer. */
export async function findSessionOf(
  ctx: Context,
  claims: Pick<Claims, 'sid' | 'user_id'>,
  now: Date,
): Promise<UserSession | null> {
  const found = await findLiveSession(ctx.db, claims.sid, now);
  return found?.user.id === claims.user_id ? found : null;
}

/** Ends a session of a user, and records it; nothing happens if it is over. */
export async function endSession(
  ctx: Context,
  whose: { readonly userId: number; readonly sessionId: string },
  reason: RevokedReason,
): Promise<void> {
  if (!(await revokeSession(ctx.db, whose.sessionId, reason, ctx.now()))) return;
  await ctx.audit.record('session-ended', { reason, ...whose });
}

/**
 * Ends the sessions that these tokens name; nothing happens if there are none. An expired token
 * still names its session: a user who signs out late must not stay signed in.
 */
export async function endSessionsOf(
  ctx: Context,
  tokens: readonly string[],
  reason: RevokedReason,
): Promise<void> {
  for (const token of tokens) {
    const claims = await verifyToken(token, ctx.keys, BEFORE_ANY_EXPIRY);
    if (claims) await endSession(ctx, { userId: claims.user_id, sessionId: claims.sid }, reason);
  }
}
