import { createHash, timingSafeEqual } from 'node:crypto';
import { countMails } from '../../../db/repositories/outbox';
import type { cronOutbox } from '../../shared/contracts/cron';
import type { Context } from '../context';
import { notAuthenticated } from '../errors';
import type { Input, Reply } from '../use-case';

/** Delivers what is due, for whoever knows CRON_SECRET; says how much is left. */
export async function drainOutbox(
  ctx: Context,
  { presented }: Input<typeof cronOutbox>,
): Promise<Reply<typeof cronOutbox>> {
  const { CRON_SECRET } = ctx.settings;
  if (!CRON_SECRET || !isSame(presented.bearer ?? '', CRON_SECRET)) throw notAuthenticated();
  await ctx.mail.drain();
  return { body: await countMails(ctx.db) };
}

/** Compares hashes, so that time tells nothing, not even the length. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
