import { ApiError } from '@/lib/server/errors';
import type { Context } from '@/lib/server/use-case/context';
import type { Caller } from '@/lib/server/use-case/use-case';
import { socialMessage } from '@/lib/shared/social-messages';

/** So long after signing in, nobody is asked to do so again. */
const RECENT_SECONDS = 15 * 60;

/**
 * Throws a 403 unless the caller signed in a short while ago. It is asked where there may be no
 * password to ask for; a refresh does not count.
 */
export function requireRecentSignIn({ now }: Pick<Context, 'now'>, { session }: Caller): void {
  const ageMs = now().getTime() - session.createdAt.getTime();
  if (ageMs <= RECENT_SECONDS * 1000) return;
  throw new ApiError('forbidden', {
    detail: socialMessage.recentSignIn,
    code: 'recent_sign_in_required',
  });
}
