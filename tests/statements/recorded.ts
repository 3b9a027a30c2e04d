import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dialect, STATEMENTS_FOLDER, type Statement } from '@/tests/statements/shape';

/**
 * The statements of the product that tests had run on a kind of database, by their shape. Every other
 * test has run before: the project of these tests is the last one.
 */
export function statementsOn(dialect: Dialect): Map<string, Statement> {
  const files = readdirSync(STATEMENTS_FOLDER).filter((file) => file.startsWith(`${dialect}-`));
  const lines = files.flatMap((file) =>
    readFileSync(join(STATEMENTS_FOLDER, file), 'utf8').trim().split('\n'),
  );
  const statements = lines.map((line): Statement => JSON.parse(line));
  return new Map(statements.map((statement) => [statement.shape, statement]));
}
