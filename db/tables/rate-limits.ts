import type { Kit } from '@/db/dialects/sqlite';

/** Buckets of limits that lack tokens, one row per bucket; a row whose instant is past is a full one. */
export function defineRateLimits(kit: Kit) {
  return kit.table(
    'rate_limits',
    {
      /** Hash of the limit's name and of what it counts by: people type passwords where names belong. */
      id: kit.text('id').primaryKey(),
      /** The instant when the bucket is full again, in milliseconds since 1970: statements calculate with it. */
      freeAtMs: kit.integer('free_at_ms').notNull(),
    },
    (table) => [kit.index('rate_limits_free_at_ms').on(table.freeAtMs)],
  );
}
