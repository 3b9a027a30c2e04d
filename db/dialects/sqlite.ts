import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * The building blocks that `schema.ts` declares tables with. Another database has its own kit with
 * the same names; instants are Date objects everywhere, for any type of column.
 */
export const sqliteKit = {
  table: sqliteTable,
  id: (name: string) => integer(name).primaryKey({ autoIncrement: true }),
  text: (name: string) => text(name),
  integer: (name: string) => integer(name),
  boolean: (name: string) => integer(name, { mode: 'boolean' }),
  instant: (name: string) => integer(name, { mode: 'timestamp_ms' }),
  index,
  uniqueIndex,
} as const;

/** Every dialect's kit has this shape; SQLite's types stand for all of them. */
export type Kit = typeof sqliteKit;
