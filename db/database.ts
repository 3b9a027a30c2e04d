import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Tables } from './schema';

/**
 * An open database. `query` is Drizzle's builder, typed as SQLite's; repositories use only what all
 * dialects share and always await it.
 */
export interface Database {
  readonly query: BaseSQLiteDatabase<'async', unknown, Record<string, never>>;
  readonly tables: Tables;
  /** True if an error means that the database is locked, gone, full or damaged. */
  isFailure(error: unknown): boolean;
  /** Resolves if the database answers, rejects with the driver's error if not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A database that cannot be used as it is; `message` says why and what to do. */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
}
