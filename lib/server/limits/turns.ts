import pLimit, { type LimitFunction } from 'p-limit';
import { addressBlock } from './address-block';
import { throttled } from './throttled';

/** Browsers give up after 15 s; whoever has waited so long hears of it before, in milliseconds. */
const MAX_WAIT_MS = 10_000;
const RETRY_SECONDS = 5;

/** Who waits: an address has a line for strangers, and one for those whom their account knows. */
export interface Place {
  ipAddress: string | null;
  isKnown: boolean;
}

/** Those who wait for their turn, and the one whose turn it is. */
interface Line {
  enter: LimitFunction;
  length: number;
}

/**
 * Does `work` once it is the turn of the line. Throws the 429 instead if that took too long, after
 * `turnedAway`: what was counted for the work is to be given back.
 */
export type InTurn = <T>(
  place: Place,
  work: () => Promise<T>,
  turnedAway?: () => Promise<void>,
) => Promise<T>;

/**
 * Lets addresses take turns at what keeps a core busy: each has lines of its own, so a hundred
 * requests in one make those in another wait for one of them at most.
 */
export function createTurns(): InTurn {
  const lines = new Map<string, Line>();
  return async ({ ipAddress, isKnown }, work, turnedAway) => {
    const key = `${addressBlock(ipAddress)} ${isKnown ? 'known' : 'stranger'}`;
    const line = lines.get(key) ?? { enter: pLimit(1), length: 0 };
    lines.set(key, line);
    line.length += 1;
    const since = performance.now();
    try {
      return await line.enter(async () => {
        if (performance.now() - since <= MAX_WAIT_MS) return work();
        await turnedAway?.();
        throw throttled('turn', RETRY_SECONDS);
      });
    } finally {
      line.length -= 1;
      if (line.length === 0) lines.delete(key);
    }
  };
}
