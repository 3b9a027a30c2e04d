import { eq, inArray, lte, sql } from 'drizzle-orm';
import type { Database } from '@/db/database/database';

/** Room for `slots` at once, of which one is free again every `slotMs`, kept in the row `id`. */
export interface Room {
  id: string;
  slots: number;
  slotMs: number;
}

/** A room that is full, and in how many milliseconds, at most, it has a slot. */
export interface FullRoom<R extends Room> {
  room: R;
  waitMs: number;
}

/**
 * Takes one slot of each room, or none: null, or the room that is full. Each is taken by one
 * statement, so that a thousand at once take no more than there are. It is the generic cell rate
 * algorithm: a row holds one instant, and nothing runs to make slots free.
 */
export async function takeSlots<R extends Room>(
  db: Database,
  rooms: readonly R[],
  now: Date,
): Promise<FullRoom<R> | null> {
  // A flood that finds no room costs one read: it must not keep others from writing.
  const full = await findFullRoom(db, rooms, now);
  if (full) return full;
  for (const [i, room] of rooms.entries()) {
    if (await takeSlot(db, room, now)) continue;
    await giveSlotsBack(db, rooms.slice(0, i));
    return { room, waitMs: room.slotMs };
  }
  return null;
}

/** Makes one slot of each room, that was taken, free again. */
export async function giveSlotsBack(db: Database, rooms: readonly Room[]): Promise<void> {
  const { rateLimits } = db.tables;
  for (const { id, slotMs } of rooms) {
    await db.query
      .update(rateLimits)
      .set({ freeAtMs: sql`${rateLimits.freeAtMs} - ${slotMs}` })
      .where(eq(rateLimits.id, id));
  }
}

/** Of the rooms without a slot the one that has none for longest, or null; takes none. */
export async function findFullRoom<R extends Room>(
  db: Database,
  rooms: readonly R[],
  now: Date,
): Promise<FullRoom<R> | null> {
  const { rateLimits } = db.tables;
  const ids = rooms.map(({ id }) => id);
  const rows = await db.query.select().from(rateLimits).where(inArray(rateLimits.id, ids));
  const freeAtMs = new Map(rows.map((row) => [row.id, row.freeAtMs]));
  const waits = rooms.map((room) => ({
    room,
    waitMs: (freeAtMs.get(room.id) ?? 0) - latestMs(room, now),
  }));
  return waits.filter(({ waitMs }) => waitMs > 0).sort((a, b) => b.waitMs - a.waitMs)[0] ?? null;
}

/** Takes a slot; false if there was none. */
export async function takeSlot(db: Database, room: Room, now: Date): Promise<boolean> {
  const { rateLimits } = db.tables;
  const { id, slotMs } = room;
  const { freeAtMs } = rateLimits;
  const nowMs = now.getTime();
  const taken = await db.query
    .insert(rateLimits)
    .values({ id, freeAtMs: nowMs + slotMs })
    .onConflictDoUpdate({
      target: rateLimits.id,
      set: {
        freeAtMs: sql`case when ${freeAtMs} > ${nowMs} then ${freeAtMs} else ${nowMs} end + ${slotMs}`,
      },
      setWhere: lte(freeAtMs, latestMs(room, now)),
    })
    .returning({ id: rateLimits.id });
  return taken.length > 0;
}

/** Up to when a room's instant may stand in the future for a slot to be free now. */
function latestMs({ slots, slotMs }: Room, now: Date): number {
  return now.getTime() + (slots - 1) * slotMs;
}
