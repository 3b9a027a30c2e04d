import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { findUsers, insertUser } from '@/db/repositories/accounts';
import { insertIdentities, insertUsers } from '@/db/repositories/imports';
import { exportDjango } from '@/lib/django/export-django';
import { importDjango } from '@/lib/django/import-django';
import { PAGE_SIZE } from '@/lib/django/tables';
import { openTestDatabase, secondsIn, userRow } from '@/tests/support/test-database';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const db = await openTestDatabase();
const ada = userRow({
  id: 4,
  username: 'Ada',
  usernameKey: 'ada',
  password: 'bcrypt_sha256$$2b$04$tUzKytFm9zaAZExyF7q2meRDqQfenl1yOIzP1PtQdxRRuuY.yGl7e',
  isStaff: true,
  lastLogin: new Date('2026-01-02T03:04:05.678Z'),
});
await insertUser(db, ada);
await insertUser(db, userRow({ id: 9, email: 'bob@example.com', isActive: false }));
await insertIdentities(
  db,
  ['google', 'microsoft', 'github'].map((provider) => ({
    userId: 4,
    provider,
    subject: '42',
    createdAt: secondsIn(0),
  })),
);

const write = (name: string, table = 'auth_user') =>
  exportDjango(db, { to: join(folder, name), table, onProgress: () => {} });
const read = (name: string, table: string) => {
  const file = new BetterSqlite(join(folder, name), { readonly: true });
  return file.prepare(`select * from "${table}" order by id`).all();
};

const common = {
  id: 4,
  password: ada.password,
  first_name: 'Ada',
  last_name: 'Lovelace',
  email: 'ada@example.com',
  last_login: '2026-01-02 03:04:05.678000',
  is_active: 1,
  is_staff: 1,
  is_superuser: 0,
};

describe('exportDjango', () => {
  it('writes Django’s own table, with the address for a user without a user name', async () => {
    expect(await write('own.sqlite3')).toEqual({ users: 2, identities: 3 });
    expect(read('own.sqlite3', 'auth_user')).toEqual([
      { ...common, username: 'Ada', date_joined: '2026-01-01 00:00:00.000000' },
      expect.objectContaining({ id: 9, username: 'bob@example.com', is_active: 0 }),
    ]);
    const social = read('own.sqlite3', 'social_auth_usersocialauth');
    expect(social).toMatchObject(
      ['google-oauth2', 'azuread-tenant-oauth2', 'github'].map((provider) => ({
        provider,
        uid: '42',
        user_id: 4,
        created: '2026-01-01 00:00:00.000000',
      })),
    );
  });

  it('writes the table of a custom model', async () => {
    await write('custom.sqlite3', 'peo"ple');
    expect(read('custom.sqlite3', 'peo""ple')[0]).toEqual(common);
  });

  it('writes what the import reads back', async () => {
    await write('round.sqlite3');
    const copy = await openTestDatabase();
    const from = join(folder, 'round.sqlite3');
    const onSkip = (skipped: object) => expect.unreachable(JSON.stringify(skipped));
    const options = { areEmailsVerified: false, onSkip, onProgress: () => {} };
    await importDjango(copy, { from, ...options });
    const withoutImport = (await findUsers(copy, 0, 10)).map((user) => ({
      ...user,
      importedAt: null,
    }));
    expect(withoutImport).toEqual(await findUsers(db, 0, 10));
  });

  it('leaves no file that others can read, that existed before, or that is incomplete', async () => {
    await write('mode.sqlite3');
    expect(statSync(join(folder, 'mode.sqlite3')).mode & 0o777).toBe(0o600);
    await expect(write('mode.sqlite3')).rejects.toThrow('exists already');
    const fail = () => {
      throw new Error('broken off');
    };
    const to = join(folder, 'broken.sqlite3');
    const table = 'auth_user';
    await expect(exportDjango(db, { to, table, onProgress: fail })).rejects.toThrow('broken off');
    expect([to, `${to}.part`].map((file) => existsSync(file))).toEqual([false, false]);
  });

  it('writes any number of users', async () => {
    const many = await openTestDatabase();
    const rows = Array.from({ length: PAGE_SIZE }, (_, i) =>
      userRow({ email: `${i}@example.com` }),
    );
    await insertUsers(many, rows);
    await insertUser(many, userRow());
    const to = join(folder, 'many.sqlite3');
    const seen: number[] = [];
    await exportDjango(many, { to, table: 'auth_user', onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([PAGE_SIZE, PAGE_SIZE + 1]);
  });
});
