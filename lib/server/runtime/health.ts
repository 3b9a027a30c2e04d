import { ApiError, unavailable } from '@/lib/server/errors';
import type { Context } from '@/lib/server/use-case/context';
import type { Reply } from '@/lib/server/use-case/use-case';
import { detailMessage } from '@/lib/shared/api-error';
import type { health } from '@/lib/shared/contracts/health';

/**
 * Answers with the health of the server, for which it asks the database. A server that ends is not
 * healthy, so that a load balancer that asks over an open connection sends it no more.
 */
export async function checkHealth(ctx: Context): Promise<Reply<typeof health>> {
  if (ctx.isEnding) throw new ApiError(detailMessage.unavailable, { retryAfter: 2 });
  await ctx.db.ping().catch((cause: unknown) => {
    throw unavailable(cause);
  });
  return { body: { status: 'ok' } };
}
