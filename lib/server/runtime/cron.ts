import { countMails } from '@/db/repositories/outbox';
import { notAuthenticated } from '@/lib/server/errors';
import { removeOver } from '@/lib/server/runtime/removal';
import { isSameText } from '@/lib/server/same-text';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { cronOutbox } from '@/lib/shared/contracts/cron';
import { toMs } from '@/lib/shared/time';

/** The time for which one call removes rows, so that the platform does not cut it off. */
const REMOVAL_MS = toMs(10);

/**
 * Delivers the mails that are due and removes rows that are over, for a client that knows
 * CRON_SECRET; answers with the counts of mails left.
 */
export async function drainOutbox(
  ctx: Context,
  { presented }: Input<typeof cronOutbox>,
): Promise<Reply<typeof cronOutbox>> {
  const { CRON_SECRET } = ctx.settings;
  if (!CRON_SECRET || !isSameText(presented.bearer ?? '', CRON_SECRET)) throw notAuthenticated();
  await ctx.mail.drain();
  const endAt = Date.now() + REMOVAL_MS;
  await removeOver(ctx, { goesOn: () => Date.now() < endAt });
  return { body: await countMails(ctx.db) };
}
