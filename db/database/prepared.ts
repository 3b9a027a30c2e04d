import { type Column, type Param, sql } from 'drizzle-orm';
import type { Database } from '@/db/database/database';

/** Gives the place of a named value in a statement, to be stored in or compared with this column. */
export type Place<Values> = (name: keyof Values & string, column: Column) => Param;

/** A statement of Drizzle's builder. */
interface Preparable<Result> {
  prepare(): { execute(values: Record<string, unknown>): Promise<Result> };
}

/**
 * A statement whose text is built once for each database, and not for each request, which takes longer
 * than to run it. For those that requests run most; `build` names the places of the values.
 */
export function prepared<Values extends Record<string, unknown>, Result>(
  build: (db: Database, place: Place<Values>) => Preparable<Result>,
): (db: Database, values: Values) => Promise<Result> {
  const built = new WeakMap<object, ReturnType<Preparable<Result>['prepare']>>();
  const place: Place<Values> = (name, column) => sql.param(sql.placeholder(name), column);
  return (db, values) => {
    const statement = built.get(db.query) ?? build(db, place).prepare();
    built.set(db.query, statement);
    return statement.execute(values);
  };
}
