import { queueMail } from '@/db/repositories/outbox';
import { waitMsOf } from '@/db/repositories/rate-limits';
import { endingSession, rotateSession, type UserSession } from '@/db/repositories/sessions';
import type { Session } from '@/db/tables/schema';
import { verifyToken } from '@/lib/edge/tokens';
import { invalidFields, throttled, tokenNotValid } from '@/lib/server/errors';
import { adoptDjangoToken, type Exchangeable } from '@/lib/server/sessions/django-tokens';
import { findSessionOf, idleEnd } from '@/lib/server/sessions/session';
import { findSessionEnd } from '@/lib/server/sessions/session-end';
import { issueTokens } from '@/lib/server/sessions/token-pair';
import { findTwin } from '@/lib/server/sessions/twins';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import { detailMessage, fieldMessage } from '@/lib/shared/api-error';
import type { jwtRefresh } from '@/lib/shared/contracts/jwt';
import { ageSeconds, isFromFuture, msToSeconds } from '@/lib/shared/time';

/** Exchanges a refresh token for its successors; a bad one costs its bearer the cookies. */
export async function refresh(
  ctx: Context,
  { body, presented, client }: Input<typeof jwtRefresh>,
): Promise<Reply<typeof jwtRefresh>> {
  const token = (await findTwin(ctx, presented.refresh, 'refresh')) ?? body.refresh;
  if (token === undefined) throw invalidFields({ refresh: [fieldMessage.required] });
  const claims = await verifyToken(token, ctx.keys, ctx.now());
  if (claims?.token_type === 'access') {
    throw tokenNotValid({ endsSession: true }, detailMessage.tokenWrongType);
  }
  const exchangeable = claims ?? (await adoptDjangoToken(ctx, token, client));
  const session = exchangeable && (await advance(ctx, exchangeable));
  if (!session) {
    const end = await findSessionEnd(ctx, token);
    throw tokenNotValid({ endsSession: true }, end ? detailMessage.sessionOver(end) : undefined);
  }
  const tokens = await issueTokens(ctx, session);
  return {
    body: { access: tokens.access.token, refresh: tokens.refresh.token },
    tokenCookies: tokens,
  };
}

/**
 * The session at the generation that this refresh token leads to, or null if the token is worth
 * nothing. The compare-and-swap lets one request through and counts it; those that presented the same
 * token meanwhile, or within the grace after it (two tabs, a lost answer), get the same successor.
 * An older token was copied: the session ends and its owner is told. Throws the 429.
 */
async function advance(ctx: Context, claims: Exchangeable): Promise<Session | null> {
  const { sid: id, user_id: userId, generation } = claims;
  const now = ctx.now();
  const bucket = ctx.limits.sizeOf('refresh');
  const idleUntil = idleEnd(ctx.settings, now);
  const rotation = { id, userId, generation, now, idleUntil, bucket };
  const rotated = await rotateSession(ctx.db, rotation);
  if (rotated) return rotated;
  const found = await findSessionOf(ctx, claims, now);
  if (!found) return null;
  const { session } = found;
  if (isPredecessor(ctx, claims, session, now)) return session;
  if (generation === session.generation) {
    const waitMs = waitMsOf(session.refreshFreeAtMs, bucket, now);
    throw throttled('refresh', Math.max(1, Math.ceil(msToSeconds(waitMs))));
  }
  if (generation < session.generation) await endStolenSession(ctx, found, now);
  return null;
}

/** True if the token is one generation old, and was exchanged no longer ago than the grace. */
export function isPredecessor(
  ctx: Context,
  claims: Exchangeable,
  session: Session,
  now: Date,
): boolean {
  const { generation, rotatedAt } = session;
  const isWithinGrace = ageSeconds(rotatedAt, now) <= ctx.settings.REFRESH_REUSE_GRACE;
  // Else, after a clock went wrong and was set right, the grace would last until then.
  return claims.generation === generation - 1 && isWithinGrace && !isFromFuture(rotatedAt, now);
}

async function endStolenSession(ctx: Context, { session, user }: UserSession, now: Date) {
  const { id: userId, email: recipient } = user;
  const [ended] = await ctx.db.changeTogether<{ id: string }>(
    endingSession(ctx.db, session.id, 'reuse', now),
    [queueMail(ctx.db, { kind: 'session-ended', recipient, userId, now })],
  );
  if (!ended) return;
  ctx.mail.wake();
  await ctx.audit.record('refresh-token-reused', { userId, sessionId: session.id });
}
