import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll } from 'vitest';

/** The tables as Django 3.2 and social-auth make them; the custom model has fewer columns. */
const TABLES = {
  auth_user: `create table "auth_user" ("id" integer not null primary key autoincrement,
    "password" varchar(128) not null, "last_login" datetime null, "is_superuser" bool not null,
    "username" varchar(150) not null unique, "last_name" varchar(150) not null,
    "email" varchar(254) not null, "is_staff" bool not null, "is_active" bool not null,
    "date_joined" datetime not null, "first_name" varchar(150) not null)`,
  users_useraccount: `create table "users_useraccount" ("id" integer not null primary key
    autoincrement, "password" varchar(128) not null, "last_login" datetime null,
    "is_superuser" bool not null, "first_name" varchar(255) not null,
    "last_name" varchar(255) not null, "email" varchar(255) not null unique,
    "is_active" bool not null, "is_staff" bool not null)`,
  social_auth_usersocialauth: `create table "social_auth_usersocialauth" ("id" integer not null
    primary key autoincrement, "provider" varchar(32) not null, "uid" varchar(255) not null,
    "user_id" integer not null, "extra_data" text not null, "created" datetime not null,
    "modified" datetime not null, unique ("provider", "uid"))`,
} as const;

type Table = keyof typeof TABLES;
type Rows = readonly Readonly<Record<string, unknown>>[];

const COMMON = { password: '!', is_active: 1, is_staff: 0, is_superuser: 0 };
const DEFAULTS: Record<Table, Readonly<Record<string, unknown>>> = {
  auth_user: { ...COMMON, first_name: '', last_name: '', date_joined: '2020-01-02 03:04:05' },
  users_useraccount: { ...COMMON, first_name: '', last_name: '' },
  social_auth_usersocialauth: {
    extra_data: '{}',
    created: '2021-01-02 03:04:05.678901',
    modified: '2021-01-02 03:04:05.678901',
  },
};

/** Writes a Django-shaped SQLite file, gone after this test file; gives its path. */
export function writeDjangoDatabase(content: Partial<Record<Table, Rows>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-django-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'db.sqlite3');
  const connection = new BetterSqlite(file);
  connection.transaction(() => {
    for (const [table, rows] of Object.entries(content) as [Table, Rows][]) {
      connection.exec(TABLES[table]);
      for (const row of rows) {
        const full = { ...DEFAULTS[table], ...row };
        const names = Object.keys(full);
        const values = `(${names.map(() => '?').join(', ')})`;
        connection
          .prepare(`insert into ${table} (${names.join(', ')}) values ${values}`)
          .run(...Object.values(full));
      }
    }
  })();
  connection.close();
  return file;
}
