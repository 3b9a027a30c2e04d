import { createHash, timingSafeEqual } from 'node:crypto';
import { countMails } from '@/db/repositories/outbox';
import { notAuthenticated } from '@/lib/server/errors';
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
  if (!CRON_SECRET || !isSame(presented.bearer ?? '', CRON_SECRET)) throw notAuthenticated();
  await ctx.mail.drain();
  return { body: await countMails(ctx.db) };
}

/** True for equal texts. Compares hashes, so that the time reveals nothing, not even the length. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
