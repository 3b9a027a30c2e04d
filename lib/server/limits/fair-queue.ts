import { throttled } from '@/lib/server/errors';
import { addressBlock } from '@/lib/server/limits/address-block';

/**
 * The longest wait, in milliseconds: a request gets its 429 before the browser gives up, at 15 s.
 */
const MAX_WAIT_MS = 10_000;
const RETRY_SECONDS = 5;

/**
 * The parts of the longest wait that may be spoken for: when a request comes, and later. Pieces of work
 * take longer when a machine gets busy, and what was let in should not be turned away for that.
 */
const FILLED = { atFirst: 0.5, later: 0.9 } as const;

/** The most requests that wait, however short the work is. */
const MAX_WAITING = 1000;
/** However long it is: one known device, and one stranger. */
const MIN_WAITING = 2;

/** The weight of the newest piece of work in the mean of their times. */
const NEWEST_WEIGHT = 0.2;

/**
 * The prefix of the largest IPv6 network of one site, which has 65,536 networks for a line each.
 */
const IPV6_SITE_PREFIX = 48;

/**
 * The place of a request: an address has a line for strangers, and one for devices that an account
 * knows.
 */
export interface QueuePlace {
  ipAddress: string | null;
  isKnown: boolean;
}

/**
 * Does `work` once it is the turn of the line. Throws the 429 instead, at once if the queue is too
 * long for the longest wait, after `onRefused`, which refunds what was counted for the work.
 */
export type FairQueue = <T>(
  place: QueuePlace,
  work: () => Promise<T>,
  onRefused?: () => Promise<void>,
) => Promise<T>;

interface FairQueueOptions {
  /** Returns the number of pieces of work that may be under way, each time anew. */
  slots: () => number;
  /** The time of a piece of work before one was measured, in milliseconds. */
  expectedMs: number;
  /** Infinity for a queue that turns no request away. */
  maxWaitMs?: number;
}

/** A request that waits. `end` is told whether it is its turn; else it is turned away. */
interface Waiting {
  number: number;
  end: (isTurn: boolean) => void;
}

/** The requests of an address that wait, and its place among the lines: the lowest is next. */
interface Line {
  isKnown: boolean;
  waiting: Waiting[];
  underWay: number;
  place: number;
}

/**
 * Creates a queue in which addresses take turns at work that keeps a core busy. Each address has
 * lines of its own, so a hundred requests in one make those in another wait for one of them at most.
 * Every other turn is for devices that their account knows, so that strangers from a hundred
 * addresses do not keep them waiting; not every turn, for a stranger can have a known device as well.
 * The queue holds what it can serve within the longest wait. When it is full, the longest line loses
 * its newest request, at once: no address fills the queue for others, nor do strangers for known
 * devices.
 */
export function createFairQueue(options: FairQueueOptions): FairQueue {
  const { slots, expectedMs, maxWaitMs = MAX_WAIT_MS } = options;
  const lines = new Map<string, Line>();
  let [underWay, turns, arrivals, wasKnown] = [0, 0, 0, false];
  const pieces = createStopwatch(expectedMs);

  const waitingLines = (isKnown: boolean) =>
    [...lines.values()].filter((line) => line.isKnown === isKnown && line.waiting.length > 0);

  function startNext(): void {
    while (underWay < slots()) {
      const [known, strangers] = [waitingLines(true), waitingLines(false)];
      const isKnownsTurn = strangers.length === 0 || (!wasKnown && known.length > 0);
      const [line] = (isKnownsTurn ? known : strangers).sort((a, b) => a.place - b.place);
      if (!line) return;
      turns += 1;
      underWay += 1;
      line.underWay += 1;
      line.place = turns;
      wasKnown = isKnownsTurn;
      line.waiting[0]?.end(true);
    }
  }

  function turnAwayExcess(filled: number): void {
    if (maxWaitMs === Number.POSITIVE_INFINITY) return;
    const servable = Math.floor((filled * maxWaitMs * slots()) / pieces.meanMs());
    const room = Math.min(Math.max(servable, MIN_WAITING), MAX_WAITING);
    for (;;) {
      const [known, strangers] = [waitingLines(true), waitingLines(false)];
      const [ofKnown, ofStrangers] = [countWaiting(known), countWaiting(strangers)];
      if (ofKnown + ofStrangers <= room) return;
      newestOfLongest(ofKnown > ofStrangers ? known : strangers)?.end(false);
    }
  }

  /** Resolves to true once it is the turn, to false if there is none in time. */
  function waitIn(line: Line): Promise<boolean> {
    return new Promise((resolve) => {
      const isBounded = maxWaitMs !== Number.POSITIVE_INFINITY;
      const timer = isBounded ? setTimeout(() => waiting.end(false), maxWaitMs) : undefined;
      arrivals += 1;
      const waiting: Waiting = {
        number: arrivals,
        end(isTurn) {
          clearTimeout(timer);
          line.waiting = line.waiting.filter((other) => other !== waiting);
          resolve(isTurn);
        },
      };
      line.waiting.push(waiting);
      startNext();
      turnAwayExcess(FILLED.atFirst);
    });
  }

  return async ({ ipAddress, isKnown }, work, onRefused) => {
    const key = `${addressBlock(ipAddress, IPV6_SITE_PREFIX)} ${isKnown ? 'known' : 'stranger'}`;
    // Before an address that had the newest turn, and behind all that have waited since theirs.
    const line = lines.get(key) ?? { isKnown, waiting: [], underWay: 0, place: turns - 0.5 };
    lines.set(key, line);
    const isTurn = await waitIn(line);
    try {
      if (isTurn) return await pieces.time(work);
    } finally {
      if (isTurn) {
        underWay -= 1;
        line.underWay -= 1;
      }
      if (line.underWay === 0 && line.waiting.length === 0) lines.delete(key);
      startNext();
      turnAwayExcess(FILLED.later);
    }
    await onRefused?.();
    throw throttled('turn', RETRY_SECONDS);
  };
}

/** Creates a function that times pieces of work, and one that returns the mean of their times. */
function createStopwatch(expectedMs: number) {
  let [meanMs, count] = [expectedMs, 0];
  return {
    meanMs: () => meanMs,
    async time<T>(work: () => Promise<T>): Promise<T> {
      const start = performance.now();
      const result = await work();
      count += 1;
      const weight = Math.max(NEWEST_WEIGHT, 1 / count);
      meanMs += weight * (performance.now() - start - meanMs);
      return result;
    },
  };
}

function countWaiting(lines: readonly Line[]): number {
  return lines.reduce((count, { waiting }) => count + waiting.length, 0);
}

function newestOfLongest(lines: readonly Line[]): Waiting | undefined {
  const longest = Math.max(...lines.map(({ waiting }) => waiting.length));
  return lines
    .filter(({ waiting }) => waiting.length === longest)
    .flatMap(({ waiting }) => waiting.slice(-1))
    .sort((a, b) => b.number - a.number)[0];
}
