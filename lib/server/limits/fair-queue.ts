import pLimit, { type LimitFunction } from 'p-limit';
import { throttled } from '@/lib/server/errors';
import { addressBlock } from '@/lib/server/limits/address-block';

/**
 * The longest wait, in milliseconds: a request gets its 429 before the browser gives up, at 15 s.
 */
const MAX_WAIT_MS = 10_000;
const RETRY_SECONDS = 5;

/**
 * The prefix of the largest IPv6 network of one site, which has 65,536 networks for a line each.
 */
const IPV6_SITE_PREFIX = 48;

/**
 * The pause after each piece of work, in milliseconds: until so many short timers in a row come on
 * time, which shows that other requests have been served, and no longer than the longest.
 */
const PAUSE = { timerMs: 5, lateMs: 2, timersOnTime: 2, longestMs: 100 } as const;

const LATE = Symbol('late');

/**
 * The place of a request: an address has a line for strangers, and one for devices that an account
 * knows.
 */
export interface QueuePlace {
  ipAddress: string | null;
  isKnown: boolean;
}

/** The requests that wait for their turn, and the one whose turn it is. */
interface Line {
  enter: LimitFunction;
  length: number;
}

/**
 * Does `work` once it is the turn of the line. Throws the 429 instead if that took too long, after
 * `onRefused`, which refunds what was counted for the work.
 */
export type FairQueue = <T>(
  place: QueuePlace,
  work: () => Promise<T>,
  onRefused?: () => Promise<void>,
) => Promise<T>;

/**
 * Creates a queue in which addresses take turns at work that keeps a core busy. bcryptjs gives way
 * to other work between slices of 100 ms: several at once would make every other request wait that
 * many slices a turn and finish no sooner. Each address has lines of its own, so a hundred requests
 * in one make those in another wait for one of them at most. Every other turn is for devices that
 * their account knows, so that strangers from a hundred addresses do not keep them waiting. Between
 * two pieces of work everything else is served: while one goes on, Node.js takes one new connection
 * every 100 ms, so that twenty requests a second would wait longer and longer.
 */
export function createFairQueue(maxWaitMs = MAX_WAIT_MS): FairQueue {
  const lines = new Map<string, Line>();
  const oneAtATime = createCore();

  async function standInLine<T>(
    { ipAddress, isKnown }: QueuePlace,
    work: () => Promise<T>,
  ): Promise<T> {
    const key = `${addressBlock(ipAddress, IPV6_SITE_PREFIX)} ${isKnown ? 'known' : 'stranger'}`;
    const line = lines.get(key) ?? { enter: pLimit(1), length: 0 };
    lines.set(key, line);
    line.length += 1;
    try {
      return await line.enter(() => oneAtATime(key, isKnown, work));
    } finally {
      line.length -= 1;
      if (line.length === 0) lines.delete(key);
    }
  }

  return async (place, work, onRefused) => {
    let isLate = false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      if (maxWaitMs === Number.POSITIVE_INFINITY) return;
      timer = setTimeout(() => {
        isLate = true;
        resolve(LATE);
      }, maxWaitMs);
    });
    const turn = standInLine(place, async () => {
      clearTimeout(timer);
      return isLate ? LATE : work();
    });
    const result = await Promise.race([turn, late]);
    if (result !== LATE) return result;
    await onRefused?.();
    throw throttled('turn', RETRY_SECONDS);
  };
}

/** A piece of work that waits for the core, with its address. */
interface Waiting {
  key: string;
  start: () => void;
}

/**
 * Creates a function that does one piece of work at a time. Every other one is of a known device,
 * in the order of arrival, however many strangers wait; not every one, for a stranger can have a
 * known device as well. An address that has just had its turn lets another go first, even if it
 * kept asking.
 */
function createCore(): <T>(key: string, isKnown: boolean, work: () => Promise<T>) => Promise<T> {
  const [known, strange]: [Waiting[], Waiting[]] = [[], []];
  let isBusy = false;
  let wasKnown = false;
  let lastKey = '';
  const isAnother = ({ key }: Waiting) => key !== lastKey;

  function startNext(): void {
    const isKnownsTurn = strange.length === 0 || (!wasKnown && known.some(isAnother));
    const line = isKnownsTurn ? known : strange;
    const [next] = line.splice(Math.max(0, line.findIndex(isAnother)), 1);
    isBusy = next !== undefined;
    wasKnown = isKnownsTurn;
    lastKey = next?.key ?? '';
    next?.start();
  }

  return async (key, isKnown, work) => {
    await new Promise<void>((start) => {
      (isKnown ? known : strange).push({ key, start });
      if (!isBusy) startNext();
    });
    let result: Awaited<ReturnType<typeof work>> | undefined;
    try {
      result = await work();
      return result;
    } finally {
      // Work whose time was over was not done, and needs no pause after it.
      if (result === LATE) startNext();
      else void letOthersBeServed().then(startNext);
    }
  };
}

async function letOthersBeServed(): Promise<void> {
  const end = performance.now() + PAUSE.longestMs;
  for (let onTime = 0; onTime < PAUSE.timersOnTime && performance.now() < end; ) {
    const due = performance.now() + PAUSE.timerMs;
    await new Promise((resolve) => setTimeout(resolve, PAUSE.timerMs));
    onTime = performance.now() - due < PAUSE.lateMs ? onTime + 1 : 0;
  }
}
