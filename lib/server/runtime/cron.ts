import { countMails } from '@/db/repositories/outbox';
import { notAuthenticated } from '@/lib/server/errors';
import { isSameText } from '@/lib/server/same-text';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { cronOutbox } from '@/lib/shared/contracts/cron';

/**
 * Delivers the mails that are due, for a client that knows CRON_SECRET; answers with the counts
 * left.
 */
export async function drainOutbox(
  ctx: Context,
  { presented }: Input<typeof cronOutbox>,
): Promise<Reply<typeof cronOutbox>> {
  const { CRON_SECRET } = ctx.settings;
  if (!CRON_SECRET || !isSameText(presented.bearer ?? '', CRON_SECRET)) throw notAuthenticated();
  await ctx.mail.drain();
  return { body: await countMails(ctx.db) };
}
