import { ApiError } from '@/lib/server/errors';
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
