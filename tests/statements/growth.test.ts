import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '@/db/client';
import { startPostgres } from '@/tests/databases/postgres-server';
import { growingOnPostgres, growingOnSqlite } from '@/tests/statements/plans';
import { statementsOn } from '@/tests/statements/recorded';
import type { Statement } from '@/tests/statements/shape';
import { fillDatabase } from '@/tests/support/filled-database';

const FILLING = { users: 100_000, sessions: 100_000, others: 100_000 };

/** A statement that reads more the more rows there are, and why that may be. */
interface Exception {
  file: string;
  shape: RegExp;
  why: string;
}

const EXCEPTIONS: readonly Exception[] = [
  {
    file: 'db/repositories/accounts.ts',
    shape: / like \? escape /,
    why: 'an operator looks for a part of a name, which no index finds; the limit ends it',
  },
  {
    file: 'db/repositories/sessions.ts',
    shape: /^update "users" set "imported_at" = \? where "users"."imported_at" is not null/,
    why: 'an operator signs out all users',
  },
  {
    file: 'db/repositories/sessions.ts',
    shape: /^update "sessions" .* where "sessions"."revoked_at" is null returning "id"$/,
    why: 'an operator signs out all users',
  },
  {
    file: 'db/repositories/health.ts',
    shape: /order by "sessions"."last_used_at" desc/,
    why: 'doctor, once in a while; an index would be written with each refresh',
  },
  {
    file: 'db/repositories/exports.ts',
    shape: /^select count\(\*\) from "users"$/,
    why: 'an export reads all users',
  },
  {
    file: 'db/repositories/outbox.ts',
    shape: /^select count\(\*\) from "outbox" where/,
    why: 'an operator counts the mails that wait, and those that failed',
  },
  {
    file: 'db/repositories/outbox.ts',
    shape: /^update "outbox" .* where "outbox"."failed_at" is not null returning "id"$/,
    why: 'an operator sends again all that failed',
  },
];

const matches = ({ site, shape }: Statement) =>
  EXCEPTIONS.find((known) => site.startsWith(`${known.file}:`) && known.shape.test(shape));

/** The exceptions that a statement has needed. */
const needed = new Set<Exception>();

/** Lines about the statements that grow and are no exception. */
async function growing(
  statements: Iterable<Statement>,
  growingParts: (sql: string) => string[] | Promise<string[]>,
): Promise<string[]> {
  const lines: string[] = [];
  for (const statement of statements) {
    const parts = await growingParts(statement.sql);
    const exception = matches(statement);
    if (parts.length === 0) continue;
    if (exception) needed.add(exception);
    else lines.push(`${statement.site}: ${statement.sql}: ${parts.join(', ')}`);
  }
  return lines;
}

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-growth-'));
const file = join(folder, 'auth.db');
// As for disks without heads; the data does not have to survive a power cut.
const OPTIONS = ['fsync=off', 'full_page_writes=off', 'random_page_cost=1.1'];
const server = await startPostgres(OPTIONS);
const client = new pg.Client(server.url);
let sqlite: BetterSqlite.Database;

beforeAll(async () => {
  await Promise.all([migrateDatabase(`file:${file}`), migrateDatabase(server.url)]);
  // PostgreSQL fills its own while this process fills the file.
  await Promise.all([fillDatabase(server.url, FILLING), fillDatabase(`file:${file}`, FILLING)]);
  await client.connect();
  sqlite = new BetterSqlite(file);
}, 120_000);

afterAll(async () => {
  sqlite.close();
  await client.end();
  await server.remove();
  rmSync(folder, { recursive: true });
});

describe('with 100,000 rows a table, no statement of the product reads more the more there are', () => {
  it('on SQLite, which plans without statistics', async () => {
    const statements = statementsOn('sqlite').values();
    expect(await growing(statements, (sql) => growingOnSqlite(sqlite, sql))).toEqual([]);
  });

  it('on SQLite with statistics', async () => {
    sqlite.exec('analyze');
    const statements = statementsOn('sqlite').values();
    expect(await growing(statements, (sql) => growingOnSqlite(sqlite, sql))).toEqual([]);
  });

  it('on PostgreSQL, by the plan that a prepared statement gets for any values', async () => {
    const statements = statementsOn('postgres').values();
    expect(await growing(statements, (sql) => growingOnPostgres(client, sql))).toEqual([]);
  });

  it('but those of which it is known, each of them needed', () => {
    expect(EXCEPTIONS.filter((exception) => !needed.has(exception))).toEqual([]);
  });

  it('and a statement that does is found', async () => {
    const [scan, sort] = [
      'select id from users where first_name = ?',
      'select id from sessions where id > ? order by last_used_at limit ?',
    ];
    expect(growingOnSqlite(sqlite, scan)).toEqual(['SCAN users']);
    expect(growingOnSqlite(sqlite, sort)).toContain('USE TEMP B-TREE FOR ORDER BY');
    expect(await growingOnPostgres(client, scan.replace('?', '$1'))).toEqual(['Seq Scan users']);
    const sorted = sort.replace('?', '$1').replace('?', '$2');
    expect(await growingOnPostgres(client, sorted)).toContain('Sort');
  });
});

describe('each row that goes with another', () => {
  it('is found by an index that begins with its reference', () => {
    const tables = sqlite.prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'table' and sql like '%references%'",
    );
    const firstColumns = sqlite
      .prepare<string, string>(
        'select info.name from pragma_index_list(?) list, pragma_index_info(list.name) info where seqno = 0',
      )
      .pluck();
    const references = sqlite
      .prepare<string, string>('select "from" from pragma_foreign_key_list(?)')
      .pluck();
    const names = tables.all().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      expect(firstColumns.all(name), name).toEqual(expect.arrayContaining(references.all(name)));
    }
  });
});
