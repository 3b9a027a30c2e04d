import { toMs } from '@/lib/shared/time';

const FIRST_MS = toMs(1);

/** Providers count per second; sooner would only be refused again. */
const THROTTLED_MS = toMs(5);

/** The pause after one more than `failures` in a row: 1 s, 2 s, 4 s, up to the longest, in milliseconds. */
export function backOffMs(failures: number, longestMs: number, isThrottled: boolean): number {
  const pause = Math.min(FIRST_MS * 2 ** failures, longestMs);
  return isThrottled ? Math.max(pause, THROTTLED_MS) : pause;
}
