import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { TABLE_SHAPES } from '@/lib/django/table-shapes';
import { cleanUp } from '@/tests/support/clean-up';

type Table = keyof typeof TABLE_SHAPES;
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

/** Writes a SQLite file with Django's tables, deleted after this test file; returns its path. */
export function writeDjangoDatabase(content: Partial<Record<Table, Rows>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-django-'));
  cleanUp(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'db.sqlite3');
  const connection = new BetterSqlite(file);
  connection.transaction(() => {
    for (const [table, rows] of Object.entries(content) as [Table, Rows][]) {
      connection.exec(TABLE_SHAPES[table]);
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
