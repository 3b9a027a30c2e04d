import { and, asc, type Column, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import type { Tables } from '@/db/tables/schema';

/** The tables whose rows can be deleted once they have been of no use for long enough. */
export type Purgeable =
  | 'sessions'
  | 'devices'
  | 'emailChanges'
  | 'outbox'
  | 'users'
  | 'auditEvents'
  | 'pendingIdentities'
  | 'rateLimits';

/** Rows deleted by one statement, so that none holds up the others for long. */
export const BATCH = 1000;

/** Rows of no use since before `before`: a condition, and the column in whose order its index has them. */
interface Over {
  oldest: Column;
  isOver: SQL | undefined;
}

/**
 * The rows of each table that have been of no use since before `before`. Each group is found by an index
 * of its own, the oldest first, so that a batch costs the same however many rows there are.
 */
const OVER: Readonly<Record<Purgeable, (tables: Tables, before: Date) => readonly Over[]>> = {
  // A session lapses no later than it ends in any case, so that `expiresAt` finds those, too.
  sessions: ({ sessions, users }, before) => {
    const { revokedAt, expiresAt, endsAt, userId } = sessions;
    // While a token of Django's may open an account, only the row says that it was exchanged.
    const importedAt = sql`(select ${users.importedAt} from ${users} where ${users.id} = ${userId})`;
    const isFree = or(lt(endsAt, before), isNull(importedAt));
    return [expiresAt, revokedAt].map((oldest) => ({
      oldest,
      isOver: and(lt(oldest, before), isFree),
    }));
  },
  devices: ({ devices: { keptUntil } }, before) => [
    { oldest: keptUntil, isOver: lt(keptUntil, before) },
  ],
  // Long past the day on which a change can be undone.
  emailChanges: ({ emailChanges: { askedAt, confirmedAt } }, before) => [
    {
      oldest: askedAt,
      isOver: and(lt(askedAt, before), or(isNull(confirmedAt), lt(confirmedAt, before))),
    },
  ],
  outbox: ({ outbox: { failedAt } }, before) => [
    { oldest: failedAt, isOver: lt(failedAt, before) },
  ],
  pendingIdentities: ({ pendingIdentities: { createdAt } }, before) => [
    { oldest: createdAt, isOver: lt(createdAt, before) },
  ],
  rateLimits: ({ rateLimits: { freeAtMs } }, before) => [
    { oldest: freeAtMs, isOver: lt(freeAtMs, before.getTime()) },
  ],
  // Signed up and never activated: the address is free again for its owner.
  users: ({ users }, before) => [
    {
      oldest: users.dateJoined,
      isOver: and(
        // In the words of the index, which holds no other accounts.
        sql`${users.awaitsActivation}`,
        eq(users.isActive, false),
        lt(users.dateJoined, before),
        // An account that was imported from Django gets as long here as one that signed up.
        or(isNull(users.importedAt), lt(users.importedAt, before)),
      ),
    },
  ],
  auditEvents: ({ auditEvents: { createdAt } }, before) => [
    { oldest: createdAt, isOver: lt(createdAt, before) },
  ],
};

/** Deletes a batch of what was over before `before`; returns how many rows it was. */
export async function purgeBatch(db: Database, kind: Purgeable, before: Date): Promise<number> {
  const table = db.tables[kind];
  const { id } = table;
  let count = 0;
  for (const { oldest, isOver } of OVER[kind](db.tables, before)) {
    const due = db.query.select({ id }).from(table).where(isOver);
    const batch = due.orderBy(asc(oldest)).limit(BATCH - count);
    // Said twice: PostgreSQL looks again at a row that changes meanwhile, but not at the inner query.
    const rows = await db.query
      .delete(table)
      .where(and(inArray(id, batch), isOver))
      .returning({ id });
    count += rows.length;
    if (count >= BATCH) break;
  }
  return count;
}
