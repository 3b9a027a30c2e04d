import type { Kit } from './dialects/sqlite';

/** Declares every table once, for whichever dialect the kit belongs to. */
export function defineSchema(kit: Kit) {
  const users = defineUsers(kit);
  return { users, sessions: defineSessions(kit, users), outbox: defineOutbox(kit, users) };
}

function defineUsers(kit: Kit) {
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
      /** An address that its owner wants to have next; it counts for nothing until confirmed. */
      pendingEmail: kit.text('pending_email'),
      /** The address before the last confirmed change, for as long as that can be undone. */
      previousEmail: kit.text('previous_email'),
      emailChangedAt: kit.instant('email_changed_at'),
    },
    (table) => [
      kit.uniqueIndex('users_email').on(table.email),
      kit.uniqueIndex('users_username_key').on(table.usernameKey),
      kit.index('users_previous_email').on(table.previousEmail),
    ],
  );
}

/** One row per signed-in device. */
function defineSessions(kit: Kit, users: ReturnType<typeof defineUsers>) {
  return kit.table(
    'sessions',
    {
      /** 128 random bits, base64url. */
      id: kit.text('id').primaryKey(),
      userId: kit
        .integer('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** Counts refreshes; only the newest generation's refresh token is good. */
      generation: kit.integer('generation').notNull(),
      rotatedAt: kit.instant('rotated_at').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      lastUsedAt: kit.instant('last_used_at').notNull(),
      /** End if left unused; moves on with every refresh. */
      expiresAt: kit.instant('expires_at').notNull(),
      /** End in any case. */
      endsAt: kit.instant('ends_at').notNull(),
      userAgent: kit.text('user_agent'),
      ipAddress: kit.text('ip_address'),
      revokedAt: kit.instant('revoked_at'),
      revokedReason: kit.text('revoked_reason').$type<RevokedReason>(),
    },
    (table) => [kit.index('sessions_user_id').on(table.userId)],
  );
}

/** Mails that wait for delivery, and those that failed for good. A sent one leaves no row. */
function defineOutbox(kit: Kit, users: ReturnType<typeof defineUsers>) {
  return kit.table(
    'outbox',
    {
      id: kit.id('id'),
      /** Random; the same for every attempt at this mail. */
      key: kit.text('key').notNull(),
      kind: kit.text('kind').$type<MailKind>().notNull(),
      /** Whom it is about. Null if nobody has the address: nothing is sent, and nobody can tell. */
      userId: kit.integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
      recipient: kit.text('recipient').notNull(),
      /** An address that the mail speaks of, where it is not the recipient's. */
      subjectEmail: kit.text('subject_email'),
      createdAt: kit.instant('created_at').notNull(),
      /** Not before this. */
      dueAt: kit.instant('due_at').notNull(),
      attempts: kit.integer('attempts').notNull(),
      /** Until then it belongs to the process that is delivering it. */
      claimedUntil: kit.instant('claimed_until'),
      failedAt: kit.instant('failed_at'),
      /** Why the last attempt failed, in the transport's words. */
      error: kit.text('error'),
    },
    (table) => [
      kit.uniqueIndex('outbox_key').on(table.key),
      kit.index('outbox_due_at').on(table.dueAt),
    ],
  );
}

/** The mails that there are; `lib/server/email/messages` has one file for each. */
export type MailKind =
  | 'activation'
  | 'account-created'
  | 'password-reset'
  | 'password-changed'
  | 'email-confirm'
  | 'email-changing'
  | 'email-reset'
  | 'session-ended';

/** Why a session was ended before its time. */
export type RevokedReason = 'logout' | 'replaced' | 'reuse' | 'password' | 'email';

export type Tables = ReturnType<typeof defineSchema>;
export type User = Tables['users']['$inferSelect'];
export type NewUser = Tables['users']['$inferInsert'];
export type Session = Tables['sessions']['$inferSelect'];
export type OutboxMail = Tables['outbox']['$inferSelect'];
