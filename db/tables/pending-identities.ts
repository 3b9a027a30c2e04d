import type { Kit } from '@/db/dialects/sqlite';

/**
 * Pending identities: accounts at providers that do not vouch for the address. Each counts once the link
 * that goes to that address was followed, in the browser that came back from the provider.
 */
export function definePendingIdentities(kit: Kit) {
  return kit.table(
    'pending_identities',
    {
      /** 128 random bits, base64url. */
      id: kit.text('id').primaryKey(),
      provider: kit.text('provider').notNull(),
      subject: kit.text('subject').notNull(),
      /** The address that the link goes to; null until a user whose provider gave none has named it. */
      email: kit.text('email'),
      firstName: kit.text('first_name').notNull(),
      lastName: kit.text('last_name').notNull(),
      /** Hash of the device cookie, as in `devices`. */
      device: kit.text('device').notNull(),
      createdAt: kit.instant('created_at').notNull(),
    },
    (table) => [
      kit.index('pending_identities_device').on(table.device),
      kit.index('pending_identities_created_at').on(table.createdAt),
    ],
  );
}
