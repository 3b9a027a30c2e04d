import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Dialect, STATEMENTS_FOLDER, type Statement, shapeOf } from '@/tests/statements/shape';

// Every other test has run before: this project is the last one.
const files = readdirSync(STATEMENTS_FOLDER);

/** The statements of the product that tests had run on a kind of database, by their shape. */
function statementsOn(dialect: Dialect): Map<string, Statement> {
  const own = files.filter((file) => file.startsWith(`${dialect}-`));
  const lines = own.flatMap((file) =>
    readFileSync(join(STATEMENTS_FOLDER, file), 'utf8').trim().split('\n'),
  );
  const statements = lines.map((line): Statement => JSON.parse(line));
  return new Map(statements.map((statement) => [statement.shape, statement]));
}

const onSqlite = statementsOn('sqlite');

describe('each statement of the product that has run on SQLite', () => {
  it('is among many', () => {
    expect(onSqlite.size).toBeGreaterThan(40);
  });

  it.each(['postgres', 'libsql'] as const)('has run on %s as well', (dialect) => {
    const there = statementsOn(dialect);
    const missing = [...onSqlite.values()].filter(({ shape }) => !there.has(shape));
    expect(missing.map(({ test, site, shape }) => `${test}: ${shape} (${site})`).sort()).toEqual(
      [],
    );
  });
});

it('a statement is the same however a dialect spells it, and however many rows it has', () => {
  const onPostgres = shapeOf('insert into "a" ("b", "c") values (default, $1), (default, $2)');
  expect(onPostgres).toBe(shapeOf('insert into "a" ("b", "c") values (null, ?)'));
  expect(shapeOf('select 1 from "a" where "b" = ?')).not.toBe(
    shapeOf('select 1 from "a" where "c" = ?'),
  );
});
