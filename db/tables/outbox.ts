import { sql } from 'drizzle-orm';
import type { Kit } from '@/db/dialects/sqlite';
import type { defineUsers } from '@/db/tables/users';

/** Mails that wait for delivery, and those that failed for good. A sent one leaves no row. */
export function defineOutbox(kit: Kit, users: ReturnType<typeof defineUsers>) {
  return kit.table(
    'outbox',
    {
      id: kit.id('id'),
      /** Random; the same for every attempt at this mail. */
      key: kit.text('key').notNull(),
      kind: kit.text('kind').$type<MailKind>().notNull(),
      /** The account that it is about. Null if none has the address: no mail goes out, and the asker cannot tell. */
      userId: kit.integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
      recipient: kit.text('recipient').notNull(),
      /** The change of address that it is about; once that is undone, the mail goes nowhere. */
      changeId: kit.text('change_id'),
      /** The session that it is about. */
      sessionId: kit.text('session_id'),
      /** The pending identity that it is about; there may be no user yet. */
      pendingIdentityId: kit.text('pending_identity_id'),
      /** The provider of the linked account that it is about. */
      provider: kit.text('provider'),
      createdAt: kit.instant('created_at').notNull(),
      /** Not before this. */
      dueAt: kit.instant('due_at').notNull(),
      attempts: kit.integer('attempts').notNull(),
      /** True once it was counted for its recipient: another attempt is no other mail. */
      isCounted: kit.boolean('is_counted').notNull().default(false),
      /** True if it goes to a former address that its account had never confirmed. */
      isUnconfirmed: kit.boolean('is_unconfirmed').notNull().default(false),
      /** The instant until which it belongs to the process that is delivering it. */
      claimedUntil: kit.instant('claimed_until'),
      failedAt: kit.instant('failed_at'),
      /** The reason why the last attempt failed, in the transport's words. */
      error: kit.text('error'),
    },
    (table) => [
      kit.uniqueIndex('outbox_key').on(table.key),
      // However many have failed, those that are due are found without them.
      kit.index('outbox_due_at').on(table.dueAt).where(sql`${table.failedAt} is null`),
      kit.index('outbox_failed_at').on(table.failedAt).where(sql`${table.failedAt} is not null`),
      kit.index('outbox_user_id').on(table.userId),
    ],
  );
}

/** The kinds of mail; `lib/server/mail/messages.ts` has the words of each. */
export type MailKind =
  | 'activation'
  | 'account-created'
  | 'password-reset'
  | 'password-changed'
  | 'email-confirm'
  | 'email-changing'
  | 'email-changed'
  | 'email-reset'
  | 'username-reset'
  | 'session-ended'
  | 'new-device'
  | 'identity-confirm'
  | 'identity-linked'
  | 'identity-unlinked';
