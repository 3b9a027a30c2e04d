import type { Kit } from './dialects/sqlite';

/** Declares every table once, for whichever dialect the kit belongs to. */
export function defineSchema(kit: Kit) {
  const users = kit.table(
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
    },
    (table) => [
      kit.uniqueIndex('users_email').on(table.email),
      kit.uniqueIndex('users_username_key').on(table.usernameKey),
    ],
  );

  /** One row per signed-in device. */
  const sessions = kit.table(
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

  return { users, sessions };
}

/** Why a session was ended before its time. */
export type RevokedReason = 'logout' | 'replaced' | 'reuse';

export type Tables = ReturnType<typeof defineSchema>;
export type User = Tables['users']['$inferSelect'];
export type NewUser = Tables['users']['$inferInsert'];
export type Session = Tables['sessions']['$inferSelect'];
