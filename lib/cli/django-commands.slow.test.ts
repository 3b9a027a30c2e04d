import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '@/db/client';
import { runCli } from '@/tests/support/cli';
import { writeDjangoDatabase } from '@/tests/support/django-database';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-move-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A new database. */
async function into(name: string) {
  const DATABASE_URL = `file:${join(folder, name)}`;
  await migrateDatabase(DATABASE_URL);
  return { DATABASE_URL };
}

const django = writeDjangoDatabase({
  auth_user: [
    { id: 1, username: 'ada', email: 'Ada@example.com', password: 'md5$a$b' },
    { id: 2, username: 'ada2', email: 'ada@example.com' },
  ],
  social_auth_usersocialauth: [{ provider: 'github', uid: '42', user_id: 1 }],
});

describe('import-django', () => {
  it('lists what it skipped and what it brought, and succeeds when run again', async () => {
    expect(await runCli(['import-django', django], await into('text.db'))).toEqual({
      code: 0,
      out:
        'Skipped user 2: ada@example.com belongs to user 1\n' +
        'Brought 1 users and 1 identities.\n' +
        'Here already: 0 users, 0 identities.\n' +
        'Skipped: 1 users, 0 identities, 0 user names.\n' +
        'Passwords of a kind that cannot be verified here, to be reset: md5: 1.\n',
      err: '',
    });
    const again = await runCli(['import-django', `file:${django}`], await into('text.db'));
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('Brought 0 users and 0 identities.\nHere already: 1 users, 1');
  });

  it('reports the same to scripts', async () => {
    const { out } = await runCli(['import-django', django, '--json'], await into('json.db'));
    expect(JSON.parse(out)).toEqual({
      skipped: [{ kind: 'user', id: 2, reason: 'ada@example.com belongs to user 1' }],
      users: { brought: 1, present: 0, skipped: 1 },
      identities: { brought: 1, present: 0, skipped: 0 },
      usernamesSkipped: 0,
      namesCleaned: 0,
      identitiesNotFound: {},
      passwordsToReset: { md5: 1 },
    });
    const nothing = writeDjangoDatabase({ users_useraccount: [] });
    const { out: empty } = await runCli(
      ['import-django', nothing, '--json'],
      await into('json.db'),
    );
    expect(JSON.parse(empty)).toMatchObject({ skipped: [], users: { brought: 0 } });
  });

  it('says in one line why it cannot read, without the password of an address', async () => {
    const unreachable = 'postgres://django:secret@127.0.0.1:1/app';
    expect(await runCli(['import-django', unreachable], await into('none.db'))).toEqual({
      code: 1,
      out: '',
      err: 'Failed: the Django database cannot be read: connect ECONNREFUSED 127.0.0.1:1\n',
    });
  });
});

describe('export-django', () => {
  it('writes what import-django reads, and never over a file', async () => {
    const file = join(folder, 'out.sqlite3');
    await runCli(['import-django', django], await into('export.db'));
    expect(await runCli(['export-django', file], await into('export.db'))).toEqual({
      code: 0,
      out: `Wrote 1 users and 1 identities to ${file}.\n`,
      err: '',
    });
    const again = await runCli(['export-django', file, '--json'], await into('export.db'));
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toBe(`Failed: ${file} exists already: name a new file\n`);
  });
});
