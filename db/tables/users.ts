import { sql } from 'drizzle-orm';
import type { Kit } from '@/db/dialects/sqlite';

/** Accounts. */
export function defineUsers(kit: Kit) {
  return kit.table(
    'users',
    {
      id: kit.id('id'),
      /** In the one form that `canonicalEmail` gives. */
      email: kit.text('email').notNull(),
      /** As its owner typed it. */
      username: kit.text('username'),
      /** In the one form that `canonicalUsername` gives, so that no letter case makes a second. */
      usernameKey: kit.text('username_key'),
      firstName: kit.text('first_name').notNull(),
      lastName: kit.text('last_name').notNull(),
      /** Django's encoded form, algorithm and parameters first; `!` and noise if there is none. */
      password: kit.text('password').notNull(),
      isActive: kit.boolean('is_active').notNull(),
      isStaff: kit.boolean('is_staff').notNull(),
      isSuperuser: kit.boolean('is_superuser').notNull(),
      dateJoined: kit.instant('date_joined').notNull(),
      lastLogin: kit.instant('last_login'),
      emailVerifiedAt: kit.instant('email_verified_at'),
      /** Signed up, not active before a link was followed. A deactivated account does not wait. */
      awaitsActivation: kit.boolean('awaits_activation').notNull().default(false),
      /**
       * The instant of its import from Django, whose refresh tokens open it by its id. Null if it signed
       * up here, and once all its sessions had to end: those tokens end with them.
       */
      importedAt: kit.instant('imported_at'),
      /** Counts changes of what links depend on, so that none is ever good again. */
      revision: kit.integer('revision').notNull().default(0),
    },
    (table) => [
      kit.uniqueIndex('users_email').on(table.email),
      kit.uniqueIndex('users_username_key').on(table.usernameKey),
      kit
        .index('users_awaits_activation')
        .on(table.dateJoined)
        .where(sql`${table.awaitsActivation}`),
    ],
  );
}
