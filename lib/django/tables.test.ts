import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DatabaseError } from '@/db/database/database';
import { openDjango } from '@/lib/django/reader';
import { findTables } from '@/lib/django/tables';
import { writeDjangoDatabase } from '@/tests/support/django-database';

const django = writeDjangoDatabase({ auth_user: [], social_auth_usersocialauth: [] });
const noDatabase = `${django}.txt`;
writeFileSync(noDatabase, 'no database '.repeat(100));

it.each([
  ['mysql://u:s3cret@h/db', undefined, 'must be a SQLite file or a postgres: URL'],
  ['tests', undefined, 'cannot be read: tests is no file'],
  ['absent.sqlite3', undefined, 'cannot be read: there is no file absent.sqlite3'],
  [noDatabase, undefined, 'cannot be read: file is not a database'],
  [django, 'people', "has no table people: name the users' table with --table"],
  [django, 'a"b', 'has no table a"b'],
  [django, 'social_auth_usersocialauth', 'has no column email, password'],
])('%s with the table %s is refused', async (address, table, reason) => {
  const find = async () => findTables(await openDjango(address), table);
  await expect(find()).rejects.toThrow(DatabaseError);
  await expect(find()).rejects.toThrow(reason);
});

it('refuses ids that are no numbers, as all ids here are', async () => {
  const reader = await openDjango(django);
  const rows = async () => [{ id: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' }];
  const tables = await findTables({ ...reader, rows }, undefined);
  await expect(tables.users().next()).rejects.toThrow('must be numbers');
  await reader.close();
});

it('lists ids that are out of range, and brings those that are not', async () => {
  const people = [-5, 3, 9_007_199_254_740_991].map((id) => ({ id, username: `${id}`, email: '' }));
  const reader = await openDjango(writeDjangoDatabase({ auth_user: people }));
  const tables = await findTables(reader, undefined);
  const pages = [];
  for await (const page of tables.users()) pages.push(page);
  expect(pages[0]?.unreadable.map(({ id }) => id)).toEqual([-5, 9_007_199_254_740_991]);
  expect(pages[1]?.rows).toMatchObject([{ id: 3 }]);
  await reader.close();
});

it('reads the values of PostgreSQL: dates, booleans, and long ids as text', async () => {
  const reader = await openDjango(django);
  const date_joined = new Date('2020-01-02T03:04:05Z');
  const row = { id: '5', email: 'ada@example.com', password: '!', is_active: false, date_joined };
  const rows = async (statement: string) => (statement.includes('id < 1') ? [] : [row]);
  const tables = await findTables({ ...reader, rows }, undefined);
  const { value } = await tables.users().next();
  expect(value.rows).toEqual([{ ...row, id: 5, is_staff: false, is_superuser: false }]);
  await reader.close();
});
