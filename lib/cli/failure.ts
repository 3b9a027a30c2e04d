import { DatabaseError } from '@/db/database/database';
import { rootCause } from '@/db/database/root-cause';
import { type Line, line, printErrors } from '@/lib/cli/output';
import { ApiError } from '@/lib/server/errors';

/** An error that the operator can mend; `message` says how, in one line. */
export class CliError extends Error {
  override name = 'CliError';
}

/** Prints on standard error why a command failed. */
export function reportFailure(error: unknown): void {
  const [first, ...others] = describeError(error);
  printErrors([line`Failed: ${first}`, ...others]);
}

/**
 * Returns the lines that describe an error. Of an unexpected one, only the innermost cause: the errors
 * around it quote the values of statements, hashes among them.
 */
function describeError(error: unknown): Line[] {
  if (error instanceof CliError || error instanceof DatabaseError) return [line`${error.message}`];
  if (error instanceof ApiError && error.body) {
    return Object.entries(error.body).map(
      ([field, messages]) => line`${field}: ${[messages].flat().join(' ')}`,
    );
  }
  const cause = rootCause(error);
  if (process.env.DEBUG && cause?.stack) return describeStack(cause, cause.stack);
  const why = cause?.message.split('\n', 1)[0] || String(cause ?? error);
  return [line`${why} (run it again; DEBUG=1 says more)`];
}

/** Returns the message on one line, also if it quotes line breaks, and a line for each call. */
function describeStack({ name, message }: Error, stack: string): Line[] {
  const end = stack.indexOf(message) + message.length;
  const calls = stack.includes(message) ? stack.slice(end) : '';
  return [
    line`${name}: ${message}`,
    ...calls
      .split('\n')
      .slice(1)
      .map((call) => line`${call}`),
  ];
}
