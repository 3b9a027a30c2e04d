import { eq, lte, sql } from 'drizzle-orm';
import type { Database } from '../database';

/** Room for `slots` at once, of which one is free again every `slotMs`. */
export interface Room {
  slots: number;
  slotMs: number;
}

/**
 * Takes one slot of the row `id`, by one statement, so that a thousand at once take no more than
 * there are. Null if it did, else in how many milliseconds one is free. It is the generic cell rate
 * algorithm: the row holds one instant, and nothing runs to make slots free.
 */
export async function takeSlot(
  db: Database,
  id: string,
  { slots, slotMs }: Room,
  now: Date,
): Promise<number | null> {
  const { rateLimits } = db.tables;
  const nowMs = now.getTime();
  const latest = nowMs + (slots - 1) * slotMs;
  const { freeAtMs } = rateLimits;
  const wait = async () => {
    const rows = db.query.select({ freeAtMs }).from(rateLimits).where(eq(rateLimits.id, id));
    return ((await rows)[0]?.freeAtMs ?? 0) - latest;
  };
  // A flood that finds no room costs reads alone: it must not keep others from writing.
  const before = await wait();
  if (before > 0) return before;
  const taken = await db.query
    .insert(rateLimits)
    .values({ id, freeAtMs: nowMs + slotMs })
    .onConflictDoUpdate({
      target: rateLimits.id,
      set: {
        freeAtMs: sql`case when ${freeAtMs} > ${nowMs} then ${freeAtMs} else ${nowMs} end + ${slotMs}`,
      },
      setWhere: lte(freeAtMs, latest),
    })
    .returning({ freeAtMs });
  if (taken.length > 0) return null;
  return Math.max(1, await wait());
}

/** Makes one slot that was taken free again. */
export async function giveSlotBack(db: Database, id: string, { slotMs }: Room): Promise<void> {
  const { rateLimits } = db.tables;
  await db.query
    .update(rateLimits)
    .set({ freeAtMs: sql`${rateLimits.freeAtMs} - ${slotMs}` })
    .where(eq(rateLimits.id, id));
}
