import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '@/db/database/database';
import {
  type FullRoom,
  findFullRoom,
  giveSlotsBack,
  type Room,
  takeSlot,
  takeSlots,
} from '@/db/repositories/rate-limits';
import { throttled } from '@/lib/server/errors';
import { addressBlock } from '@/lib/server/limits/address-block';
import { createSweep } from '@/lib/server/limits/sweep';
import { createTurns, type InTurn } from '@/lib/server/limits/turns';
import type { Settings } from '@/lib/server/settings/settings';
import { LIMITS, type LimitName } from '@/lib/shared/limits';
import { msToSeconds, toMs } from '@/lib/shared/time';

/** Whom something is counted for, in words that nobody else has. */
type Subject = string | number;

/** One thing to count, of what and for whom. */
export type Count = readonly [LimitName, Subject];

/** Counts what may not happen too often, in the database, so that all processes count together. */
export interface Limiter {
  /** Counts all or none, before the work that they protect. Throws the 429 if there is no room. */
  count(...counts: readonly Count[]): Promise<void>;
  /** The same, and false in place of the 429. */
  tryCount(...counts: readonly Count[]): Promise<boolean>;
  /** For an address and those that count as one with it. */
  countAddress(limit: LimitName, ipAddress: string | null): Promise<void>;
  /**
   * Does what only one of many at once can do, and counts it if it was done: not null. Throws the
   * 429, with nothing done, if there is no room.
   */
  countIfDone<T>(count: Count, work: () => Promise<T | null>): Promise<T | null>;
  /** For what turned out to be in order: as if it had not been counted. */
  giveBack(...counts: readonly Count[]): Promise<void>;
  /** Does what keeps a core busy, hashes of passwords that is, when it is the caller's turn. */
  readonly inTurn: InTurn;
}

/** Which limit a room is of. */
type LimitedRoom = Room & { limit: LimitName };

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

  async function findFull(counts: readonly Count[]): Promise<FullRoom<LimitedRoom> | null> {
    if (isOff) return null;
    sweep();
    return takeSlots(db, counts.map(roomOf), now());
  }
  const count = async (...counts: readonly Count[]) => refuseIf(await findFull(counts));

  return {
    count,
    tryCount: async (...counts) => (await findFull(counts)) === null,
    async countIfDone(counted, work) {
      if (isOff) return work();
      sweep();
      const room = roomOf(counted);
      refuseIf(await findFullRoom(db, [room], now()));
      const done = await work();
      if (done === null) return null;
      // Done is done: were it to fail now, what it gave would be lost.
      const uncounted = (err: unknown) => log.error({ err, limit: room.limit }, 'not counted');
      await takeSlot(db, room, now()).catch(uncounted);
      return done;
    },
    inTurn: createTurns(isOff ? Number.POSITIVE_INFINITY : undefined),
    countAddress: (limit, ipAddress) => count([limit, addressBlock(ipAddress)]),
    async giveBack(...counts) {
      if (!isOff) await giveSlotsBack(db, counts.map(roomOf));
    },
  };
}

function refuseIf(full: FullRoom<LimitedRoom> | null): void {
  if (full) throw throttled(full.room.limit, Math.ceil(msToSeconds(full.waitMs)));
}

function roomOf([limit, subject]: Count): LimitedRoom {
  const { atOnce, everySeconds } = LIMITS[limit];
  const id = createHash('sha256')
    .update(JSON.stringify([limit, subject]))
    .digest('base64url');
  return { limit, id, slots: atOnce, slotMs: toMs(everySeconds) };
}
