import { type ApiError, unavailable } from '@/lib/server/errors';

interface Options {
  /** The most looks; an account that changes during each of three is under attack, or broken. */
  maxLooks?: number;
  /** The error after the last look; the 503 if left out. */
  refuse?: () => ApiError | Promise<ApiError>;
}

const changesWithoutEnd = () => unavailable(new Error('the account changes without end'));

/**
 * Acts on an account as it is now, and again while `look` gives null because another request changed
 * the account meanwhile. Throws after the last look.
 */
export async function untilUnchanged<T>(
  look: () => Promise<T | null>,
  { maxLooks = 3, refuse = changesWithoutEnd }: Options = {},
): Promise<T> {
  for (let looks = 0; looks < maxLooks; looks += 1) {
    const outcome = await look();
    if (outcome !== null) return outcome;
  }
  throw await refuse();
}
