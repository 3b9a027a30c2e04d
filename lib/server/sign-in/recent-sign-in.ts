import { ApiError } from '@/lib/server/errors';
import { hasUsablePassword } from '@/lib/server/passwords/hash';
import type { Context } from '@/lib/server/use-case/context';
import type { Caller } from '@/lib/server/use-case/use-case';
import { socialMessage } from '@/lib/shared/social-messages';
import { ageSeconds, isFromFuture, MINUTE_SECONDS } from '@/lib/shared/time';

/** A sign-in is recent for so long, in seconds. */
const RECENT_SECONDS = 15 * MINUTE_SECONDS;

/**
 * Step-up: throws a 403 unless the caller signed in a short while ago. It guards what a user may do
 * who has no password to confirm it with; a refresh does not count.
 */
export function requireRecentSignIn({ now }: Pick<Context, 'now'>, { session }: Caller): void {
  const { createdAt } = session;
  if (!isFromFuture(createdAt, now()) && ageSeconds(createdAt, now()) <= RECENT_SECONDS) return;
  const { text: detail, code } = socialMessage.recentSignIn;
  throw new ApiError(socialMessage.recentSignIn, { body: { detail, code } });
}

/**
 * Step-up for what takes the password of the caller: who has none, and signs in with linked accounts
 * alone, must have signed in a short while ago. Throws the 403.
 */
export function requireStepUpWithoutPassword(ctx: Pick<Context, 'now'>, caller: Caller): void {
  if (!hasUsablePassword(caller.user)) requireRecentSignIn(ctx, caller);
}
