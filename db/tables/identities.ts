import type { Kit } from '@/db/dialects/sqlite';
import type { defineUsers } from '@/db/tables/users';

/** Linked accounts: those at providers that their owners may sign in with. */
export function defineIdentities(kit: Kit, users: ReturnType<typeof defineUsers>) {
  return kit.table(
    'identities',
    {
      id: kit.id('id'),
      userId: kit
        .integer('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** The slug of the provider, like `google`. */
      provider: kit.text('provider').notNull(),
      /** The provider's own id for the account there; never an address that could change hands. */
      subject: kit.text('subject').notNull(),
      /** The address that the provider gave, for people to recognise it by. */
      email: kit.text('email'),
      createdAt: kit.instant('created_at').notNull(),
      lastUsedAt: kit.instant('last_used_at'),
    },
    (table) => [
      // The subject first: an import looks for subjects alone.
      kit.uniqueIndex('identities_provider_subject').on(table.subject, table.provider),
      kit.index('identities_user_id').on(table.userId),
    ],
  );
}
