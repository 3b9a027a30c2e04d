import type { BatchItem } from 'drizzle-orm/batch';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Tables } from '@/db/tables/schema';

/**
 * An open database. `query` is Drizzle's builder, typed as SQLite's; repositories use only what all
 * dialects share and always await it.
 */
export interface Database {
  readonly query: BaseSQLiteDatabase<'async', unknown, Record<string, never>>;
  readonly tables: Tables;
  /**
   * Runs a change and the statements that belong to it, all or nothing. Resolves with the rows that
   * the change returned; if there are none, another request was first and nothing else is run.
   */
  changeTogether<Row>(change: Returning<Row>, effects: readonly Statement[]): Promise<Row[]>;
  /**
   * Returns the query with rows left out that another transaction is changing; unchanged on a
   * database whose changes take turns anyway.
   */
  skipLocked<Query>(query: Query): Query;
  /** Runs `act` with `ms` for all its statements together; later statements are refused. */
  withBudget<T>(ms: number, act: () => Promise<T>): Promise<T>;
  /** True if an error means that the database is locked, gone, full or damaged. */
  isFailure(error: unknown): boolean;
  /** True if an error means that a unique value is taken. */
  isConflict(error: unknown): boolean;
  /** Resolves if the database answers, rejects with the driver's error if not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The functions of a database that run statements. */
export type Queries = Pick<Database, 'query' | 'changeTogether' | 'skipLocked'>;

/** A statement of Drizzle's builder that has not been run. */
export type Statement = BatchItem<'sqlite'>;

/** A statement that ends in `.returning()`. */
export type Returning<Row> = Statement & PromiseLike<Row[]>;

/** A database that cannot be used as it is; `message` says why and what to do. */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
}
