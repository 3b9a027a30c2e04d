/** A kind of database that the product speaks to. */
export type Dialect = 'sqlite' | 'postgres' | 'libsql';

/** A statement of the product that a test had run. */
export interface Statement {
  shape: string;
  /** Its text, as the database got it. */
  sql: string;
  /** File and line of the product that builds it. */
  site: string;
  /** File of a test that had it run. */
  test: string;
}

/** The folder of the statements that ran, one file for each process and kind of database. */
export const STATEMENTS_FOLDER = 'test-results/statements';

/**
 * The shape of a statement, whatever the database and the number of its rows: how placeholders and missing
 * values are spelt differs by dialect, and only PostgreSQL locks rows.
 */
export function shapeOf(sql: string): string {
  return sql
    .replace(/\$\d+/g, '?')
    .replace(/(?<=on conflict \()[^)]+/g, (columns) => columns.replace(/"\w+"\.(?=")| /g, ''))
    .replace(/ as count(?= )|;$/g, '')
    .replace(/(?<=[(,] ?)(?:default|null)(?=[,)])/g, '?')
    .replace(/\(\?(?:, \?)*\)(?:, \(\?(?:, \?)*\))*/g, '(…)')
    .replace(/ for update skip locked/g, '');
}
