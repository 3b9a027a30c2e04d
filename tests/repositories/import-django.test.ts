import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import type { Database } from '@/db/database/database';
import { findUsers, insertUser } from '@/db/repositories/accounts';
import { findIdentities } from '@/db/repositories/exports';
import { importDjango } from '@/lib/django/import-django';
import { TABLE_SHAPES } from '@/lib/django/table-shapes';
import { PAGE_SIZE } from '@/lib/django/tables';
import { writeDjangoDatabase } from '@/tests/support/django-database';
import { openTestDatabase, prepareTestDatabase, userRow } from '@/tests/support/test-database';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const source = await prepareTestDatabase(folder);

async function run(db: Database, from: string) {
  const tell = { onSkip: () => {}, onProgress: () => {} };
  return importDjango(db, { from, areEmailsVerified: false, ...tell });
}

it('an import fills whichever database is ours', async () => {
  const db = await openTestDatabase();
  const count = PAGE_SIZE + 5;
  const auth_user = Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    username: `u${i}`,
    email: `u${i}@example.com`,
  }));
  const linked = [{ provider: 'google-oauth2', uid: '42', user_id: 3 }];
  const from = writeDjangoDatabase({ auth_user, social_auth_usersocialauth: linked });
  for (const brought of [count, 0]) expect((await run(db, from)).users.brought).toBe(brought);
  const joined = new Date('2020-01-02T03:04:05Z');
  expect(await findUsers(db, 2, 1)).toMatchObject([{ id: 3, username: 'u2', dateJoined: joined }]);
  expect(await findIdentities(db, 0, 10)).toMatchObject([{ userId: 3, provider: 'google' }]);
  expect(await insertUser(db, userRow())).toMatchObject({ id: count + 1 });
});

if (source.startsWith('postgres')) {
  it('a Django system on PostgreSQL is read like one on SQLite', async () => {
    const client = new pg.Client(source);
    await client.connect();
    await client.query('drop schema public cascade; create schema public');
    const shapes = [TABLE_SHAPES.users_useraccount, TABLE_SHAPES.social_auth_usersocialauth];
    const toPostgres = (shape: string) =>
      shape
        .replace(/integer\s+not null\s+primary key\s+autoincrement/, 'bigserial primary key')
        .replaceAll('bool', 'boolean')
        .replaceAll('datetime', 'timestamptz');
    await client.query(shapes.map(toPostgres).join(';'));
    await client.query(`
      insert into users_useraccount values (5, '!', '2024-01-02T03:04:05.678901+02:00', true,
        'Ada', 'Lovelace', 'Ada@example.com', false, true);
      insert into social_auth_usersocialauth values (1, 'github', '42', 5, '{}', now(), now())`);
    await client.end();
    const db = await openDatabase(`file:${join(folder, 'auth.db')}`);
    expect(await run(db, source)).toMatchObject({
      users: { brought: 1, skipped: 0 },
      identities: { brought: 1, skipped: 0 },
    });
    const lastLogin = new Date('2024-01-02T01:04:05.678Z');
    expect(await findUsers(db, 0, 10)).toMatchObject([
      { id: 5, email: 'ada@example.com', isActive: false, isSuperuser: true, lastLogin },
    ]);
    await db.close();
  });
}
