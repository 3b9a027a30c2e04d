import type { Kit } from '@/db/dialects/sqlite';
import type { defineUsers } from '@/db/tables/users';

/** Browsers that are known to an account: its owner signed in there, or reset the password. */
export function defineDevices(kit: Kit, users: ReturnType<typeof defineUsers>) {
  return kit.table(
    'devices',
    {
      id: kit.id('id'),
      userId: kit
        .integer('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** Hash of the device cookie, the same for all accounts that are used in that browser. */
      hash: kit.text('hash').notNull(),
      firstSeenAt: kit.instant('first_seen_at').notNull(),
      /** It stays known at least until then: when a session that began there last must end. */
      keptUntil: kit.instant('kept_until').notNull(),
    },
    (table) => [
      kit.uniqueIndex('devices_user_id_hash').on(table.userId, table.hash),
      kit.index('devices_kept_until').on(table.keptUntil),
    ],
  );
}
