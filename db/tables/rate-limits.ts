import type { Kit } from '@/db/dialects/sqlite';

/** How much of a limit is used up, one row for each whom it counts; a row of the past says nothing. */
export function defineRateLimits(kit: Kit) {
  return kit.table(
    'rate_limits',
    {
      /** Hash of the limit's name and of whom it counts: people type passwords where names belong. */
      id: kit.text('id').primaryKey(),
      /** When everything is free again, in milliseconds since 1970: statements calculate with it. */
      freeAtMs: kit.integer('free_at_ms').notNull(),
    },
    (table) => [kit.index('rate_limits_free_at_ms').on(table.freeAtMs)],
  );
}
