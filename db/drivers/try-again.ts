import { setTimeout as sleep } from 'node:timers/promises';

/** When and how often something is tried again. */
interface Retry {
  /** So many milliseconds after the start, nothing is tried again. */
  ms: number;
  /** True for a failure that passes by itself. */
  isBusy: (error: unknown) => boolean;
  /** Milliseconds until the next try, after as many that failed before. */
  pauseMs: (attempt: number) => number;
}

/** What `act` gives in the end; rejects as it last did once the time is over. Others are served meanwhile. */
export async function tryAgain<T>(
  { ms, isBusy, pauseMs }: Retry,
  act: (leftMs: number) => T | Promise<T>,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await act(deadline - Date.now());
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await sleep(pauseMs(attempt));
    }
  }
}
