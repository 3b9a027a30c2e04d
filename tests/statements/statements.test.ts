import { describe, expect, it } from 'vitest';
import { statementsOn } from '@/tests/statements/recorded';
import { shapeOf } from '@/tests/statements/shape';

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
