import type { Kit } from '@/db/dialects/sqlite';
import type { defineUsers } from '@/db/tables/users';

/** Changes of address that were asked for: one that waits at most, and those made. */
export function defineEmailChanges(kit: Kit, users: ReturnType<typeof defineUsers>) {
  return kit.table(
    'email_changes',
    {
      /** 128 random bits, base64url. */
      id: kit.text('id').primaryKey(),
      userId: kit
        .integer('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      oldEmail: kit.text('old_email').notNull(),
      newEmail: kit.text('new_email').notNull(),
      askedAt: kit.instant('asked_at').notNull(),
      /**
       * The instant when the new address became the account's, or the change was called off; null while
       * it waits.
       */
      confirmedAt: kit.instant('confirmed_at'),
    },
    (table) => [
      kit.index('email_changes_user_id').on(table.userId),
      kit.index('email_changes_old_email').on(table.oldEmail),
      kit.index('email_changes_asked_at').on(table.askedAt),
    ],
  );
}
