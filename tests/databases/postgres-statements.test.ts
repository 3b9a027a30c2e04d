import { sql } from 'drizzle-orm';
import { PgDatabase } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase, openDatabase } from '@/db/client';
import type { Database } from '@/db/database/database';
import { changeAccount, findUserById, insertUser } from '@/db/repositories/accounts';
import { findUserByEmail } from '@/db/repositories/users';
import type { User } from '@/db/tables/schema';
import { emptyDatabase } from '@/tests/databases/empty-database';
import { startPostgres } from '@/tests/databases/postgres-server';
import { userRow } from '@/tests/support/test-database';

const server = await startPostgres(['fsync=off']);
afterAll(server.remove);

let db: Database;
let ada: User;

beforeAll(async () => {
  await emptyDatabase(server.url);
  await migrateDatabase(server.url);
});

/** Opens the database anew: one connection serves what is asked in turn. */
async function open() {
  db = await openDatabase(server.url);
  await db.query.delete(db.tables.users);
  ada = (await insertUser(db, userRow())) as User;
}

/** What the server keeps for the connection: the text of each statement, by its name. */
async function kept(): Promise<Map<string, string>> {
  const rows = await run('select name, statement from pg_prepared_statements');
  return new Map(rows.map(({ name, statement }) => [String(name), String(statement)]));
}

/** Runs a text on the connection, as it is. */
async function run(text: string): Promise<Record<string, unknown>[]> {
  const query: unknown = db.query;
  if (!(query instanceof PgDatabase)) throw new Error('This is no PostgreSQL.');
  return (await query.execute(sql.raw(text))).rows;
}

const findsAda = async () => expect(await findUserById(db, ada.id)).toEqual(ada);
const isLook = (statement: string) => /from "users" where "users"."id" = \$1 limit/.test(statement);
const looks = async () => [...(await kept()).values()].filter(isLook).length;

describe('a statement', () => {
  it('is parsed once for a connection, whatever its values', async () => {
    await open();
    for (const id of [ada.id, 0, ada.id]) await findUserById(db, id);
    expect(await looks()).toBe(1);
    expect(
      await run('select generic_plans + custom_plans as n from pg_prepared_statements'),
    ).toContainEqual({ n: '3' });
    await db.close();
  });

  it('is not kept if it is as long as an import’s', async () => {
    await open();
    await run(`select '${'x'.repeat(5000)}'`);
    expect([...(await kept()).values()].every((text) => text.length < 5000)).toBe(true);
    await db.close();
  });
});

/** What a pooler does that hands out another connection of the server for each transaction. */
const POOLERS: [string, () => Promise<unknown>][] = [
  ['one that lacks them', () => run('deallocate all')],
  [
    'one that has them already, by another process',
    async () => {
      // The driver forgets what it has sent; the server does not.
      const names = await kept();
      await db.close();
      db = await openDatabase(server.url);
      for (const [name, text] of names) await run(`prepare "${name}" as ${text}`);
    },
  ],
  [
    'one whose table has changed since',
    async () => {
      await run('alter table users alter column first_name type varchar(99)');
    },
  ],
];

describe.each(POOLERS)('a connection of the server that becomes %s', (_, becomeAnother) => {
  it('fails no query', async () => {
    await open();
    await findsAda();
    await becomeAnother();
    await findsAda();
    // From then on no name is used.
    await run('deallocate all');
    for (let i = 0; i < 3; i += 1) await findsAda();
    expect(await looks()).toBe(0);
    await db.close();
  });

  it('fails no change of several statements, which is made once', async () => {
    await open();
    const change = (firstName: string) => changeAccount(db, ada, { firstName });
    ada = (await change('Augusta')) as User;
    await becomeAnother();
    expect(await change('Ada')).toMatchObject({ firstName: 'Ada', revision: ada.revision + 1 });
    expect(await findUserByEmail(db, ada.email)).toMatchObject({ revision: ada.revision + 1 });
    await db.close();
  });
});
