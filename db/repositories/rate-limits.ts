import { and, type Column, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import { type Place, prepared } from '@/db/database/prepared';

/**
 * The most by which the clocks of processes that share a bucket differ, in milliseconds; far less is usual:
 * what one that is behind mends, one that is right finds full, and no request would be counted.
 */
const CLOCK_SKEW_MS = 1_800_000;

/** The size of a bucket: it holds `tokens` when it is full, and gets one back every `refillMs`. */
export interface BucketSize {
  tokens: number;
  refillMs: number;
}

/** The size of a bucket that no number of requests empties. */
export const WITHOUT_END: BucketSize = { tokens: 1e9, refillMs: 1 };

/** A bucket that is kept in the row `id`. */
export interface Bucket extends BucketSize {
  id: string;
}

/** A bucket that is empty, and in how many milliseconds, at most, it has a token again. */
export interface EmptyBucket<R extends Bucket> {
  bucket: R;
  waitMs: number;
}

/**
 * Takes one token of each bucket, or none: null, or the bucket that is empty. Each is taken by one
 * statement, so that a thousand at once take no more than there are. It is the generic cell rate
 * algorithm: a row holds one instant, and nothing runs to fill buckets.
 */
export async function takeTokens<R extends Bucket>(
  db: Database,
  buckets: readonly R[],
  now: Date,
): Promise<EmptyBucket<R> | null> {
  // A flood that finds no token costs one read: it must not keep others from writing.
  const empty = await findEmptyBucket(db, buckets, now);
  if (empty) return empty;
  for (const [i, bucket] of buckets.entries()) {
    if (await takeToken(db, bucket, now)) continue;
    await refundTokens(db, buckets.slice(0, i));
    return { bucket, waitMs: bucket.refillMs };
  }
  return null;
}

/** Puts back one token into each bucket that it was taken from. */
export async function refundTokens(db: Database, buckets: readonly Bucket[]): Promise<void> {
  const { rateLimits } = db.tables;
  for (const { id, refillMs } of buckets) {
    await db.query
      .update(rateLimits)
      .set({ freeAtMs: sql`${rateLimits.freeAtMs} - ${refillMs}` })
      .where(eq(rateLimits.id, id));
  }
}

/**
 * The bucket that has no token for longest, or null if each has one; takes none. Mends those that a
 * wrong clock has written.
 */
async function findEmptyBucket<R extends Bucket>(
  db: Database,
  buckets: readonly R[],
  now: Date,
): Promise<EmptyBucket<R> | null> {
  const { rateLimits } = db.tables;
  const ids = buckets.map(({ id }) => id);
  const rows = await db.query.select().from(rateLimits).where(inArray(rateLimits.id, ids));
  const freeAtMs = new Map(rows.map((row) => [row.id, row.freeAtMs]));
  const empty = buckets.flatMap((bucket) => {
    const waitMs = (freeAtMs.get(bucket.id) ?? 0) - latestMs(bucket, now);
    return waitMs > 0 ? { bucket, waitMs } : [];
  });
  for (const [at, { bucket, waitMs }] of empty.entries()) {
    if (waitMs <= longestMs(bucket)) continue;
    await emptyBucket(db, bucket, now);
    empty[at] = { bucket, waitMs: bucket.refillMs };
  }
  return empty.sort((a, b) => b.waitMs - a.waitMs)[0] ?? null;
}

/** The longest wait that requests can make, in milliseconds. */
function longestMs({ refillMs }: BucketSize): number {
  return refillMs + CLOCK_SKEW_MS;
}

/**
 * Makes a bucket merely empty that a wrong clock has left with a longer wait than requests make:
 * people would be kept out until the time that it showed.
 */
async function emptyBucket(db: Database, bucket: Bucket, now: Date): Promise<void> {
  const { rateLimits } = db.tables;
  const latest = latestMs(bucket, now);
  const isAhead = gt(rateLimits.freeAtMs, latest + longestMs(bucket));
  await db.query
    .update(rateLimits)
    .set({ freeAtMs: latest + bucket.refillMs })
    .where(and(eq(rateLimits.id, bucket.id), isAhead));
}

/** The values of a statement that takes a token of a bucket; all are milliseconds. */
export interface TokenValues extends Record<string, unknown> {
  nowMs: number;
  refillMs: number;
  /** The latest instant in a bucket's row at which it holds a token now. */
  latestMs: number;
  /** The latest instant that requests can make; what is later was written by a wrong clock. */
  aheadMs: number;
}

/** The values with which a statement over `takingFrom` takes a token of a bucket of this size. */
export function tokenValues(size: BucketSize, now: Date): TokenValues {
  const latest = latestMs(size, now);
  const aheadMs = latest + longestMs(size);
  return { nowMs: now.getTime(), refillMs: size.refillMs, latestMs: latest, aheadMs };
}

/**
 * What takes a token of a bucket whose instant is kept in this column: its condition, which is false for
 * an empty bucket, and the new instant. A bucket of a wrong clock has one token left.
 */
export function takingFrom(column: Column, place: Place<TokenValues>): { where: SQL; set: SQL } {
  const [now, refill, latest, ahead] = [
    place('nowMs', column),
    place('refillMs', column),
    place('latestMs', column),
    place('aheadMs', column),
  ];
  return {
    where: sql`(${column} <= ${latest} or ${column} > ${ahead})`,
    set: sql`case when ${column} > ${ahead} then ${latest} when ${column} > ${now} then ${column} else ${now} end + ${refill}`,
  };
}

/** How long a bucket whose row holds this instant, at most, has no token, in milliseconds; 0 if it has one. */
export function waitMsOf(freeAtMs: number, size: BucketSize, now: Date): number {
  return Math.max(0, freeAtMs - latestMs(size, now));
}

const taking = prepared((db, place: Place<TokenValues & { id: string; fullAtMs: number }>) => {
  const { rateLimits } = db.tables;
  const { id, freeAtMs } = rateLimits;
  const { where, set } = takingFrom(freeAtMs, place);
  return db.query
    .insert(rateLimits)
    .values({ id: sql`${place('id', id)}`, freeAtMs: sql`${place('fullAtMs', freeAtMs)}` })
    .onConflictDoUpdate({ target: id, set: { freeAtMs: set }, setWhere: where })
    .returning({ id });
});

/** Takes a token; false if there was none. */
async function takeToken(db: Database, bucket: Bucket, now: Date): Promise<boolean> {
  const { id, refillMs } = bucket;
  const fullAtMs = now.getTime() + refillMs;
  return (await taking(db, { id, fullAtMs, ...tokenValues(bucket, now) })).length > 0;
}

/** The latest instant in a bucket's row at which it holds a token now, in milliseconds since 1970. */
function latestMs({ tokens, refillMs }: BucketSize, now: Date): number {
  return now.getTime() + (tokens - 1) * refillMs;
}
