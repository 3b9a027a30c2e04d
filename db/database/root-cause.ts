/** Codes of the system and of `fetch` for a server that cannot be reached or does not answer. */
const NETWORK =
  /^(?:E(?:CONN(?:REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)|UND_ERR_\w+)$/;

/** Returns an error and the errors that caused it, the innermost last. */
export function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause);
  return causes;
}

/**
 * Returns the innermost cause of an error, or null if `error` is no error. Drizzle wraps its drivers'
 * errors in one that quotes the statement's values, which no log may hold.
 */
export function rootCause(error: unknown): Error | null {
  return causesOf(error).at(-1) ?? null;
}

/** The code of an error, if it has one; else empty. */
export function codeOf(error: Error | null | undefined): string {
  return error && 'code' in error ? String(error.code) : '';
}

/** True if an error means that a server could not be reached or did not answer in time. */
export function isNetworkError(error: unknown): boolean {
  return causesOf(error).some(
    (cause) => NETWORK.test(codeOf(cause)) || /^(?:Timeout|Abort)Error$/.test(cause.name),
  );
}
