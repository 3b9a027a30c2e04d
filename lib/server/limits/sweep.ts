import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '@/db/database/database';
import { BATCH, purgeBatch } from '@/db/repositories/purges';
import { MINUTE_SECONDS, toMs } from '@/lib/shared/time';

const EVERY_MS = toMs(10 * MINUTE_SECONDS);

/**
 * Creates a function that deletes the rows of limits that are over, now and then, beside the
 * request that calls it: a stranger makes as many rows as they have addresses. While there are more
 * rows than one statement deletes, the next request goes on, so that rows never come faster than
 * they go.
 */
export function createSweep(db: Database, log: Logger, now: () => Date): () => void {
  // The first time is random: many serverless instances do not live as long as the interval.
  let nextAt = now().getTime() + randomInt(EVERY_MS);
  return () => {
    const at = now();
    if (at.getTime() < nextAt) return;
    nextAt = at.getTime() + EVERY_MS;
    purgeBatch(db, 'rateLimits', at).then(
      (count) => {
        if (count === BATCH) nextAt = at.getTime();
      },
      (err: unknown) => log.error({ err }, 'limits not swept'),
    );
  };
}
