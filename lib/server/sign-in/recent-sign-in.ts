import { ApiError } from '@/lib/server/errors';
import type { Context } from '@/lib/server/use-case/context';
import type { Caller } from '@/lib/server/use-case/use-case';
import { socialMessage } from '@/lib/shared/social-messages';
import { ageSeconds, MINUTE_SECONDS } from '@/lib/shared/time';

/** So long after signing in, nobody is asked to do so again. */
const RECENT_SECONDS = 15 * MINUTE_SECONDS;

/**
 * Throws a 403 unless the caller signed in a short while ago. It is asked where there may be no
 * password to ask for; a refresh does not count.
 */
export function requireRecentSignIn({ now }: Pick<Context, 'now'>, { session }: Caller): void {
  if (ageSeconds(session.createdAt, now()) <= RECENT_SECONDS) return;
  const { text: detail, code } = socialMessage.recentSignIn;
  throw new ApiError(socialMessage.recentSignIn, { body: { detail, code } });
}
