import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves with an answer, or rejects with a `TimeoutError` after `ms`; `onTimeout` then cleans up. */
export async function within<T>(
  ms: number,
  answer: Promise<T>,
  onTimeout: () => void = () => {},
): Promise<T> {
  const over = new AbortController();
  const tooLong = sleep(ms, undefined, { signal: over.signal }).then(() => {
    onTimeout();
    throw new DOMException('it does not answer', 'TimeoutError');
  });
  try {
    return await Promise.race([answer, tooLong]);
  } finally {
    over.abort();
    tooLong.catch(() => {});
  }
}
