import { findLiveSessionsOf } from '@/db/repositories/session-lists';
import { endOtherSessions, revokeSession } from '@/db/repositories/sessions';
import { deviceName } from '@/lib/server/audit/device-name';
import { notFound } from '@/lib/server/errors';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { sessionsEnd, sessionsEndOthers, sessionsList } from '@/lib/shared/contracts/sessions';

/** More devices than any user has; the ones used last come first. */
const MAX_LISTED = 100;

/** The caller's devices. */
export async function listSessions(
  ctx: Context,
  { caller }: Input<typeof sessionsList>,
): Promise<Reply<typeof sessionsList>> {
  const sessions = await findLiveSessionsOf(ctx.db, caller.user.id, ctx.now(), MAX_LISTED);
  const body = sessions.map((session) => ({
    id: session.id,
    is_current: session.id === caller.session.id,
    device: deviceName(session.userAgent),
    ip_address: session.ipAddress,
    created_at: session.createdAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
  }));
  return { body };
}

/** Ends one of the caller's sessions. Throws the 404, also for another user's. */
export async function endSession(
  ctx: Context,
  { caller, params }: Input<typeof sessionsEnd>,
): Promise<Reply<typeof sessionsEnd>> {
  const { user, session } = caller;
  const isEnded = await revokeSession(ctx.db, params.id, 'ended', ctx.now(), user.id);
  if (!isEnded) throw notFound();
  const isOwn = params.id === session.id;
  const what = isOwn
    ? ({ reason: 'logout' } as const)
    : ({ reason: 'ended', ended: params.id } as const);
  await ctx.audit.record('session-ended', { userId: user.id, sessionId: session.id, ...what });
  return isOwn ? { body: null, tokenCookies: 'cleared' } : { body: null };
}

/** Ends every other session of the caller. */
export async function endOthers(
  ctx: Context,
  { caller: { user, session } }: Input<typeof sessionsEndOthers>,
): Promise<Reply<typeof sessionsEndOthers>> {
  await endOtherSessions(ctx.db, user.id, session.id, 'ended', ctx.now());
  await ctx.audit.record('other-sessions-ended', { userId: user.id, sessionId: session.id });
  return { body: null };
}
