import { bigint, boolean, index, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Kit } from '@/db/dialects/sqlite';

/** SQLite's integers have 64 bits; JavaScript's numbers hold 53 of them exactly. */
const integer = (name: string) => bigint(name, { mode: 'number' });

/** The building blocks of `sqliteKit` in PostgreSQL's types. */
export const postgresKit = {
  table: pgTable,
  // By default, not always: an import inserts its own ids.
  id: (name: string) => integer(name).primaryKey().generatedByDefaultAsIdentity(),
  text: (name: string) => text(name),
  integer,
  boolean: (name: string) => boolean(name),
  instant: (name: string) => timestamp(name, { mode: 'date', precision: 3, withTimezone: true }),
  index,
  uniqueIndex,
  // Repositories use what both dialects share, under SQLite's types.
} as unknown as Kit;
