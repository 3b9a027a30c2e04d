/**
 * The innermost cause of an error, or null if `error` is none at all. Drizzle wraps its drivers'
 * errors in one that quotes the statement's values, which no log may hold.
 */
export function rootCause(error: unknown): Error | null {
  let innermost: unknown = error;
  while (innermost instanceof Error && innermost.cause instanceof Error)
    innermost = innermost.cause;
  return innermost instanceof Error ? innermost : null;
}
