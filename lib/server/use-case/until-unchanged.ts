import { type ApiError, unavailable } from '@/lib/server/errors';

/** An account that changes during each of so many looks is under attack, or broken. */
const MAX_LOOKS = 3;

/**
 * Acts on an account as it is now, and again while `look` gives null because another request changed
 * the account meanwhile. After three looks it throws what `refuse` gives: the 503 if left out.
 */
export async function untilUnchanged<T>(
  look: () => Promise<T | null>,
  refuse: () => ApiError | Promise<ApiError> = () =>
    unavailable(new Error('the account changes without end')),
): Promise<T> {
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const outcome = await look();
    if (outcome !== null) return outcome;
  }
  throw await refuse();
}
