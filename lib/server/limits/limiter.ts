import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../../../db/database';
import { giveSlotBack, type Room, takeSlot } from '../../../db/repositories/rate-limits';
import { LIMITS, type LimitName } from '../../shared/limits';
import type { Settings } from '../env';
import { addressBlock } from './address-block';
import { createSweep } from './sweep';
import { throttled } from './throttled';

/** Whom something is counted for, in words that nobody else has. */
export type Subject = string | number;

/** Counts what may not happen too often, in the database, so that all processes count together. */
export interface Limiter {
  /** Counts before the work that it protects. Throws the 429 if there is no room. */
  count(limit: LimitName, subject: Subject): Promise<void>;
  /** The same for an address and those that count as one with it. */
  countAddress(limit: LimitName, ipAddress: string | null): Promise<void>;
  /** For what turned out to be in order: as if it had not been counted. */
  giveBack(limit: LimitName, subject: Subject): Promise<void>;
}

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

  async function count(limit: LimitName, subject: Subject): Promise<void> {
    if (isOff) return;
    sweep();
    const waitMs = await takeSlot(db, rowOf(limit, subject), roomOf(limit), now());
    if (waitMs !== null) throw throttled(limit, Math.ceil(waitMs / 1000));
  }

  return {
    count,
    countAddress: (limit, ipAddress) => count(limit, addressBlock(ipAddress)),
    async giveBack(limit, subject) {
      if (!isOff) await giveSlotBack(db, rowOf(limit, subject), roomOf(limit));
    },
  };
}

function roomOf(limit: LimitName): Room {
  const { atOnce, everySeconds } = LIMITS[limit];
  return { slots: atOnce, slotMs: everySeconds * 1000 };
}

function rowOf(limit: LimitName, subject: Subject): string {
  return createHash('sha256')
    .update(JSON.stringify([limit, subject]))
    .digest('base64url');
}
