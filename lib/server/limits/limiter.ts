import { createHash } from 'node:crypto';
import type { Database } from '@/db/database/database';
import {
  type Bucket,
  type BucketSize,
  type EmptyBucket,
  refundTokens,
  takeTokens,
  WITHOUT_END,
} from '@/db/repositories/rate-limits';
import { throttled } from '@/lib/server/errors';
import { addressBlock } from '@/lib/server/limits/address-block';
import { createFairQueue, type FairQueue } from '@/lib/server/limits/fair-queue';
import type { Settings } from '@/lib/server/settings/settings';
import { LIMITS, type LimitName } from '@/lib/shared/limits';
import { msToSeconds, toMs } from '@/lib/shared/time';

/** The time of one of bcrypt's rounds, of which each step of cost doubles the number, on a usual core. */
const MS_PER_ROUND = 0.1;

/** The name or id that something is counted for; no other one of its limit has the same. */
type Subject = string | number;

/** One thing to count: its limit, and the subject that it is counted for. */
export type Count = readonly [LimitName, Subject];

/** The counts behind the limits, in the database, so that all processes count together. */
export interface Limiter {
  /** Counts all or none, before the work that they protect. Throws the 429 if a bucket is empty. */
  count(...counts: readonly Count[]): Promise<void>;
  /** Counts as `count` does, and returns false in place of the 429. */
  tryCount(...counts: readonly Count[]): Promise<boolean>;
  /** Counts for an address and those that count as one with it. */
  countAddress(limit: LimitName, ipAddress: string | null): Promise<void>;
  /**
   * The size of the bucket of a limit whose tokens the statement that does the work takes by itself,
   * from the row that it changes. No other request waits for it, and what was not done is not counted.
   */
  sizeOf(limit: LimitName): BucketSize;
  /** Takes counts back that turned out to be in order, as if they had never been counted. */
  refund(...counts: readonly Count[]): Promise<void>;
  /** Does work that keeps a core busy, hashing of passwords that is, at the caller's turn. */
  readonly queueFairly: FairQueue;
}

/** A bucket with the name of its limit. */
type LimitedBucket = Bucket & { limit: LimitName };

interface LimiterOptions {
  settings: Pick<Settings, 'BCRYPT_COST' | 'RATE_LIMIT'>;
  /** Returns the number of password hashes that may be under way. */
  hashSlots: () => number;
  db: Database;
  now: () => Date;
}

/** Creates a limiter by `LIMITS`; with RATE_LIMIT=off, one that counts nothing. */
export function createLimiter({ settings, hashSlots, db, now }: LimiterOptions): Limiter {
  const isOff = settings.RATE_LIMIT === 'off';

  async function findEmpty(counts: readonly Count[]): Promise<EmptyBucket<LimitedBucket> | null> {
    if (isOff) return null;
    return takeTokens(db, counts.map(bucketOf), now());
  }
  const count = async (...counts: readonly Count[]) => refuseIf(await findEmpty(counts));

  return {
    count,
    tryCount: async (...counts) => (await findEmpty(counts)) === null,
    sizeOf: (limit) => (isOff ? WITHOUT_END : sizeOf(limit)),
    queueFairly: createFairQueue({
      slots: hashSlots,
      expectedMs: MS_PER_ROUND * 2 ** settings.BCRYPT_COST,
      ...(isOff && { maxWaitMs: Number.POSITIVE_INFINITY }),
    }),
    countAddress: (limit, ipAddress) => count([limit, addressBlock(ipAddress)]),
    async refund(...counts) {
      if (!isOff) await refundTokens(db, counts.map(bucketOf));
    },
  };
}

function refuseIf(empty: EmptyBucket<LimitedBucket> | null): void {
  if (empty) throw throttled(empty.bucket.limit, Math.ceil(msToSeconds(empty.waitMs)));
}

function sizeOf(limit: LimitName): BucketSize {
  const { atOnce, everySeconds } = LIMITS[limit];
  return { tokens: atOnce, refillMs: toMs(everySeconds) };
}

function bucketOf([limit, subject]: Count): LimitedBucket {
  const id = createHash('sha256')
    .update(JSON.stringify([limit, subject]))
    .digest('base64url');
  return { limit, id, ...sizeOf(limit) };
}
