import { unavailable } from '@/lib/server/errors';
import type { Context } from '@/lib/server/use-case/context';
import type { Reply } from '@/lib/server/use-case/use-case';
import type { health } from '@/lib/shared/contracts/health';

/** Answers with the health of the server, for which it asks the database. */
export async function checkHealth(ctx: Context): Promise<Reply<typeof health>> {
  await ctx.db.ping().catch((cause: unknown) => {
    throw unavailable(cause);
  });
  return { body: { status: 'ok' } };
}
