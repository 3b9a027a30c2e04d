import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '@/db/database/database';
import {
  type Bucket,
  type EmptyBucket,
  findEmptyBucket,
  refundTokens,
  takeToken,
  takeTokens,
} from '@/db/repositories/rate-limits';
import { throttled } from '@/lib/server/errors';
import { addressBlock } from '@/lib/server/limits/address-block';
import { createFairQueue, type FairQueue } from '@/lib/server/limits/fair-queue';
import { createSweep } from '@/lib/server/limits/sweep';
import type { Settings } from '@/lib/server/settings/settings';
import { LIMITS, type LimitName } from '@/lib/shared/limits';
import { msToSeconds, toMs } from '@/lib/shared/time';

/** Whom something is counted for, in words that nobody else has. */
type Subject = string | number;

/** One thing to count, of what and for whom. */
export type Count = readonly [LimitName, Subject];

/** Counts what may not happen too often, in the database, so that all processes count together. */
export interface Limiter {
  /** Counts all or none, before the work that they protect. Throws the 429 if a bucket is empty. */
  count(...counts: readonly Count[]): Promise<void>;
  /** The same, and false in place of the 429. */
  tryCount(...counts: readonly Count[]): Promise<boolean>;
  /** For an address and those that count as one with it. */
  countAddress(limit: LimitName, ipAddress: string | null): Promise<void>;
  /**
   * Does what only one of many at once can do, and counts it if it was done: not null. Throws the
   * 429, with nothing done, if the bucket is empty.
   */
  countIfDone<T>(count: Count, work: () => Promise<T | null>): Promise<T | null>;
  /** For what turned out to be in order: as if it had not been counted. */
  refund(...counts: readonly Count[]): Promise<void>;
  /** Does what keeps a core busy, hashes of passwords that is, when the queue comes to the caller. */
  readonly queueFairly: FairQueue;
}

/** Which limit a bucket is of. */
type LimitedBucket = Bucket & { limit: LimitName };

interface LimiterOptions {
  settings: Pick<Settings, 'RATE_LIMIT'>;
  db: Database;
  log: Logger;
  now: () => Date;
}

/** The limits of `LIMITS`; with RATE_LIMIT=off one that counts nothing. */
export function createLimiter({ settings, db, log, now }: LimiterOptions): Limiter {
  const isOff = settings.RATE_LIMIT === 'off';
  const sweep = createSweep(db, log, now);

  async function findEmpty(counts: readonly Count[]): Promise<EmptyBucket<LimitedBucket> | null> {
    if (isOff) return null;
    sweep();
    return takeTokens(db, counts.map(bucketOf), now());
  }
  const count = async (...counts: readonly Count[]) => refuseIf(await findEmpty(counts));

  return {
    count,
    tryCount: async (...counts) => (await findEmpty(counts)) === null,
    async countIfDone(counted, work) {
      if (isOff) return work();
      sweep();
      const bucket = bucketOf(counted);
      refuseIf(await findEmptyBucket(db, [bucket], now()));
      const done = await work();
      if (done === null) return null;
      // Done is done: were it to fail now, what it gave would be lost.
      const uncounted = (err: unknown) => log.error({ err, limit: bucket.limit }, 'not counted');
      await takeToken(db, bucket, now()).catch(uncounted);
      return done;
    },
    queueFairly: createFairQueue(isOff ? Number.POSITIVE_INFINITY : undefined),
    countAddress: (limit, ipAddress) => count([limit, addressBlock(ipAddress)]),
    async refund(...counts) {
      if (!isOff) await refundTokens(db, counts.map(bucketOf));
    },
  };
}

function refuseIf(empty: EmptyBucket<LimitedBucket> | null): void {
  if (empty) throw throttled(empty.bucket.limit, Math.ceil(msToSeconds(empty.waitMs)));
}

function bucketOf([limit, subject]: Count): LimitedBucket {
  const { atOnce, everySeconds } = LIMITS[limit];
  const id = createHash('sha256')
    .update(JSON.stringify([limit, subject]))
    .digest('base64url');
  return { limit, id, tokens: atOnce, refillMs: toMs(everySeconds) };
}
