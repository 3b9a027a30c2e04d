import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Purgeable, purge } from '@/db/repositories/purges';
import type { Context } from '@/lib/server/use-case/context';
import { addSeconds, DAY_SECONDS, MINUTE_SECONDS, toMs } from '@/lib/shared/time';

/** The days for which rows stay after they have been of no use. */
export const KEPT_DAYS = 30;

/** The kinds of rows that go, in this order; `isKept` for those that can still be asked about. */
const KINDS: Readonly<Record<Purgeable, { isKept: boolean }>> = {
  sessions: { isKept: true },
  devices: { isKept: true },
  emailChanges: { isKept: true },
  outbox: { isKept: true },
  users: { isKept: true },
  pendingIdentities: { isKept: true },
  // A full bucket is like none. Strangers make as many as they have addresses.
  rateLimits: { isKept: false },
  auditEvents: { isKept: true },
};

/** How many rows of each kind were removed. */
export type Removed = Record<Purgeable, number>;

/** The time that one deletion should take: SQLite deletes on the event loop, where requests wait. */
const DELETION_MS = 10;

/** The rows of a first deletion, and the bounds of later ones, by the time that they took. */
const FIRST_ROWS = 50;
const MIN_ROWS = 10;
const MAX_ROWS = 1000;

/** The pause after each deletion, as a multiple of its time, so that others get their turn. */
const PAUSES = 3;

/** How far and how fast rows are removed. */
interface RemovalOptions {
  keptDays?: number;
  /** False to leave the rest to another time. */
  goesOn?: () => boolean;
  pause?: (ms: number) => Promise<unknown>;
}

/**
 * Removes all rows that are over, in deletions so short that no request waits for long. Several
 * processes may do so at once. Rejects if the database fails; what was removed until then is.
 */
export async function removeOver(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { keptDays = KEPT_DAYS, goesOn = () => true, pause = sleep }: RemovalOptions = {},
): Promise<Removed> {
  const kinds = Object.keys(KINDS) as Purgeable[];
  const removed = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Removed;
  for (const kind of kinds) {
    const before = KINDS[kind].isKept ? addSeconds(now(), -keptDays * DAY_SECONDS) : now();
    let rows = FIRST_ROWS;
    let startedAt = 0;
    const begin = () => {
      startedAt = performance.now();
      return rows;
    };
    for await (const count of purge(db, kind, before, begin)) {
      const ms = performance.now() - startedAt;
      removed[kind] += count;
      // One with fewer rows than it could have says little about the time of a full one.
      const most = count < rows ? 1 : 2;
      const factor = Math.min(most, DELETION_MS / ms);
      rows = Math.min(MAX_ROWS, Math.max(MIN_ROWS, Math.round(rows * factor)));
      await pause(ms * PAUSES);
      if (!goesOn()) return removed;
    }
  }
  return removed;
}

/** The time between two removals of one process: half as long at least, half as long again at most. */
const EVERY_MS = toMs(10 * MINUTE_SECONDS);

/**
 * Removes rows that are over every few minutes, for as long as the process lives and does not keep
 * it alive: processes at different times, a failed one again at the next. Returns a function that
 * stops it; resolves once the deletion that is under way is done.
 */
export function startRemoval(context: Pick<Context, 'db' | 'now' | 'log'>): () => Promise<void> {
  const { log } = context;
  let isStopped = false;
  let underWay = Promise.resolve();
  let timer: NodeJS.Timeout;
  const options = {
    goesOn: () => !isStopped,
    pause: (ms: number) => sleep(ms, undefined, { ref: false }),
  };
  async function remove(): Promise<void> {
    try {
      const removed = await removeOver(context, options);
      const isAny = Object.values(removed).some((count) => count > 0);
      if (isAny) log.info({ event: 'rows-removed', ...removed });
    } catch (err) {
      log.error({ err }, 'rows that are over not removed');
    }
    wait(EVERY_MS / 2 + randomInt(EVERY_MS));
  }
  function wait(ms: number): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      underWay = remove();
    }, ms).unref();
  }
  wait(randomInt(EVERY_MS));
  return () => {
    isStopped = true;
    clearTimeout(timer);
    return underWay;
  };
}
