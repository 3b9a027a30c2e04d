import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { rootCause } from '@/db/database/root-cause';
import type { Settings } from '@/lib/server/settings/settings';
import { escapeJson } from '@/lib/shared/visible-text';

/**
 * Creates a log of one JSON line for each event. Errors are logged by name, code, message and stack
 * of their innermost cause: the outer ones quote a statement's values, among them password hashes.
 */
export function createLog(level: Settings['LOG_LEVEL'], destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      // pino would take the message of an outer error for the line's: no line has this key.
      errorKey: 'unused',
      hooks: {
        logMethod([first, ...rest], method) {
          Reflect.apply(method, this, [first instanceof Error ? { err: first } : first, ...rest]);
        },
        // pino leaves C1 controls and marks of direction as they are; terminals do not.
        streamWrite: escapeJson,
      },
    },
    destination,
  );
}

function describeError(error: unknown): object {
  const cause = rootCause(error);
  if (!cause) return { message: String(error) };
  const code = 'code' in cause ? { code: String(cause.code) } : {};
  return { name: cause.name, ...code, message: cause.message, stack: cause.stack };
}
