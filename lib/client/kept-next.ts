import { useSyncExternalStore } from 'react';
import { safeNextPath } from '@/lib/shared/routes';
import { DAY_SECONDS, MINUTE_SECONDS, toMs } from '@/lib/shared/time';

/**
 * The times for which `next` is kept, in seconds, by the way back that cannot carry it. A mailed
 * link opens in another tab, and may be asked for again when it is too old; a provider may send its
 * user back without the state.
 */
const KEPT_SECONDS = {
  activation: 3 * DAY_SECONDS,
  'password-reset': DAY_SECONDS,
  'identity-confirm': DAY_SECONDS,
  provider: 10 * MINUTE_SECONDS,
} as const;

/** The way on which this browser keeps `next`. */
export type KeptWay = keyof typeof KEPT_SECONDS;

const WAYS = Object.keys(KEPT_SECONDS) as KeptWay[];
const keyOf = (way: KeptWay) => `next-${way}`;

/**
 * Returns what `use` returns of the browser's storage, or null if the browser allows none: then the
 * way leads to the default page.
 */
function inStorage<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
}

/**
 * Keeps the page to go on to at the end of a way that begins now, in place of the one before; null
 * keeps none.
 */
export function keepNext(way: KeptWay, next: string | null, now = Date.now()): void {
  const path = safeNextPath(next);
  inStorage((storage) => {
    if (path) storage.setItem(keyOf(way), `${now} ${path}`);
    else storage.removeItem(keyOf(way));
  });
}

/**
 * Returns the page that was kept for the end of this way, and forgets it; null if there is none, or
 * it is too old.
 */
export function takeNext(way: KeptWay, now = Date.now()): string | null {
  const path = readNext(way, now);
  keepNext(way, null);
  return path;
}

/**
 * Returns the page that is kept for the end of this way, for a link to the page where the way begins
 * again; null for no way.
 */
export function useKeptNext(way: KeptWay | undefined): string | null {
  return useSyncExternalStore(
    () => () => {},
    () => (way ? readNext(way) : null),
    () => null,
  );
}

/** Other scripts and versions write to the storage, too, so what is read is checked. */
function readNext(way: KeptWay, now = Date.now()): string | null {
  const kept = inStorage((storage) => storage.getItem(keyOf(way))) ?? '';
  const [, keptAt, path] = /^(\d{1,16}) (.*)$/.exec(kept) ?? [];
  const age = now - Number(keptAt);
  return age >= 0 && age <= toMs(KEPT_SECONDS[way]) ? safeNextPath(path) : null;
}

/** Forgets every page that is kept: the user is signed in, or has signed out. */
export function forgetKeptNext(): void {
  for (const way of WAYS) keepNext(way, null);
}
