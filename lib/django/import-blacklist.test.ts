import BetterSqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { importDjango } from '@/lib/django/import-django';
import { djangoSessionId } from '@/lib/server/sessions/django-tokens';
import { writeDjangoDatabase } from '@/tests/support/django-database';
import { openTestDatabase } from '@/tests/support/test-database';

const JTI = '11c42d0be5134ca7ae96d5fb50770cf3';

it('blacklisted tokens are spent here, and no others', async () => {
  const db = await openTestDatabase();
  const from = writeDjangoDatabase({ auth_user: [{ id: 7, username: 'a', email: 'a@x.io' }] });
  const django = new BetterSqlite(from);
  django.exec(`
    create table token_blacklist_outstandingtoken (id integer primary key, token text,
      created_at datetime, expires_at datetime not null, user_id integer, jti text not null);
    create table token_blacklist_blacklistedtoken (id integer primary key,
      blacklisted_at datetime, token_id integer not null);
    insert into token_blacklist_outstandingtoken values
      (1, '', null, '2099-01-01 00:00:00', 7, '${JTI}'), (2, '', null, '2099-01-01 00:00:00', 7, 'live'),
      (3, '', null, '2001-01-01 00:00:00', 7, 'expired'), (4, '', null, '2099-01-01 00:00:00', 8, 'gone');
    insert into token_blacklist_blacklistedtoken values (1, null, 1), (2, null, 3), (3, null, 4);`);
  django.close();
  const tell = { onSkip: () => {}, onProgress: () => {} };
  for (let run = 0; run < 2; run += 1) {
    await importDjango(db, { from, areEmailsVerified: false, ...tell });
  }
  const sessions = await db.query.select().from(db.tables.sessions);
  expect(sessions).toMatchObject([
    { id: djangoSessionId(JTI), userId: 7, revokedReason: 'logout', revokedAt: expect.any(Date) },
  ]);
});
