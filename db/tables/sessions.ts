import { sql } from 'drizzle-orm';
import type { Kit } from '@/db/dialects/sqlite';
import type { defineUsers } from '@/db/tables/users';

/** One row per sign-in, over or not. */
export function defineSessions(kit: Kit, users: ReturnType<typeof defineUsers>) {
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
      /** The end if left unused; moves on with every refresh. */
      expiresAt: kit.instant('expires_at').notNull(),
      /** The end in any case. */
      endsAt: kit.instant('ends_at').notNull(),
      userAgent: kit.text('user_agent'),
      ipAddress: kit.text('ip_address'),
      revokedAt: kit.instant('revoked_at'),
      revokedReason: kit.text('revoked_reason').$type<RevokedReason>(),
      /**
       * The instant when the bucket of its refreshes is full again, in milliseconds since 1970, as in
       * `rate_limits`: here, the statement that rotates it takes the token as well.
       */
      refreshFreeAtMs: kit.integer('refresh_free_at_ms').notNull().default(0),
    },
    (table) => [
      kit.index('sessions_user_id').on(table.userId, table.createdAt),
      // For the removal of those that are over.
      kit.index('sessions_expires_at').on(table.expiresAt),
      kit
        .index('sessions_revoked_at')
        .on(table.revokedAt)
        .where(sql`${table.revokedAt} is not null`),
    ],
  );
}

/** The reason why a session was ended before its time. */
export type RevokedReason =
  | 'logout'
  | 'replaced'
  | 'reuse'
  | 'password'
  | 'email'
  | 'operator'
  | 'ended';
