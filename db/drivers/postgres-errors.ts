import pg from 'pg';
import { codeOf, isNetworkError, rootCause } from '@/db/database/root-cause';

/**
 * SQLSTATE classes of a server that cannot answer now: connections, resources, operators and the
 * system's own errors; and codes for locks, cancelled statements and a server that is read-only.
 */
const FAILURE = /^(?:08|53|57|58|28)|^(?:55P03|25006|3D000|XX000|40001|40P01)$/;

/** The driver's own messages, which have no code: a connection is lost, or none is to be had. */
const DRIVER_FAILURE =
  /^(?:Connection terminated|timeout exceeded|timeout expired|Query read timeout|Cannot use a pool|Client (?:was closed|has encountered))/;

/** Codes of transactions that were rolled back because of others: trying again is safe. */
const ROLLED_BACK = /^(?:40001|40P01)$/;

/** True if an error means that the server cannot answer now. */
export function isFailure(error: unknown): boolean {
  const cause = rootCause(error);
  if (cause instanceof pg.DatabaseError) return FAILURE.test(codeOf(cause));
  return isNetworkError(error) || DRIVER_FAILURE.test(cause?.message ?? '');
}

/** True if another transaction caused a rollback, so that the change may be tried again. */
export function isRolledBack(error: unknown): boolean {
  return ROLLED_BACK.test(codeOf(rootCause(error)));
}
