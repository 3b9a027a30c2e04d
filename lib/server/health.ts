import type { health } from '../shared/contracts/health';
import type { Context } from './context';
import { unavailable } from './errors';
import type { Reply } from './use-case';

/** Asks the database for a sign of life. */
export async function checkHealth(ctx: Context): Promise<Reply<typeof health>> {
  await ctx.db.ping().catch((cause: unknown) => {
    throw unavailable(cause);
  });
  return { body: { status: 'ok' } };
}
