import { importDjango } from '@/lib/django/import-django';
import { writeDjangoDatabase } from '@/tests/support/django-database';
import { rowsOf, type SocialApp } from '@/tests/support/social/social-app';

/** The accounts that are brought from Django; their addresses are not those of their providers. */
export const veras = { id: 7, email: 'vera.at.home@example.org' };
export const annas = { id: 8, email: 'anna@example.org' };

/** People of a Django system, and their linked accounts, in an app of this test file. */
export function broughtPeople(app: SocialApp) {
  const { db } = app.ctx;
  return {
    /** Brings both people, with these linked accounts. */
    bring: (...linked: { provider: string; uid: string; user_id: number }[]) =>
      importDjango(db, {
        from: writeDjangoDatabase({
          users_useraccount: [veras, annas],
          social_auth_usersocialauth: linked,
        }),
        areEmailsVerified: false,
        onSkip: () => {},
        onProgress: () => {},
      }),
    /** Deletes all people, and reads the mails that are there. */
    async startAnew() {
      await db.query.delete(db.tables.users);
      await db.query.delete(db.tables.pendingIdentities);
      await app.newMails();
      app.clock.advance(1);
    },
    /** Returns the user, the provider and the subject of each identity. */
    async identities() {
      const { identities } = await rowsOf(app);
      return identities.map(({ userId, provider, subject }) => [userId, provider, subject]);
    },
    /** Returns the sessions of the accounts that were brought. */
    async sessions() {
      const { sessions } = await rowsOf(app);
      return sessions.filter(({ userId }) => userId === veras.id || userId === annas.id);
    },
  };
}
