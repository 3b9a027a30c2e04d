import { and, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
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

/** The columns that hold the instant from which a row can be of no use. */
type Since =
  | Tables['sessions']['expiresAt' | 'revokedAt']
  | Tables['devices']['keptUntil']
  | Tables['emailChanges']['askedAt']
  | Tables['outbox']['failedAt']
  | Tables['users']['dateJoined']
  | Tables['auditEvents' | 'pendingIdentities']['createdAt']
  | Tables['rateLimits']['freeAtMs'];

/** A way through a table, from the oldest row on, along a column that has an index. */
interface Walk {
  since: Since;
  /** A condition that the index of the column has as well. */
  isListed?: SQL | undefined;
  /** The condition that a row with an old enough instant must meet to go; absent if that is all. */
  isOver?: SQL | undefined;
}

/** The ways to the rows that have been of no use since before `before`, for each table. */
const WALKS: Readonly<Record<Purgeable, (tables: Tables, before: Date) => readonly Walk[]>> = {
  sessions: ({ sessions, users }, before) => {
    // While a token of Django's may open an account, only the row says that it was exchanged.
    const importedAt = sql`(select ${users.importedAt} from ${users} where ${users.id} = ${sessions.userId})`;
    const isOver = or(lt(sessions.endsAt, before), isNull(importedAt));
    // A session never expires later than it ends.
    return [sessions.expiresAt, sessions.revokedAt].map((since) => ({ since, isOver }));
  },
  devices: ({ devices }) => [{ since: devices.keptUntil }],
  // Long past the day on which a change can be undone.
  emailChanges: ({ emailChanges: { askedAt, confirmedAt } }, before) => [
    { since: askedAt, isOver: or(isNull(confirmedAt), lt(confirmedAt, before)) },
  ],
  outbox: ({ outbox }) => [{ since: outbox.failedAt }],
  pendingIdentities: ({ pendingIdentities }) => [{ since: pendingIdentities.createdAt }],
  rateLimits: ({ rateLimits }) => [{ since: rateLimits.freeAtMs }],
  // Signed up and never activated: the address is free again for its owner.
  users: ({ users }, before) => [
    {
      since: users.dateJoined,
      isListed: sql`${users.awaitsActivation}`,
      isOver: and(
        eq(users.isActive, false),
        // An account that was imported from Django gets as long here as one that signed up.
        or(isNull(users.importedAt), lt(users.importedAt, before)),
      ),
    },
  ],
  auditEvents: ({ auditEvents }) => [{ since: auditEvents.createdAt }],
};

/**
 * Deletes the rows of a kind that were over before `before`, the oldest first. Each round looks at
 * as many rows as `limit` says, however many there are and however many of them must stay, and
 * yields how many it deleted. Rows that another process is deleting are left to it.
 */
export async function* purge(
  db: Database,
  kind: Purgeable,
  before: Date,
  limit: () => number,
): AsyncGenerator<number> {
  for (const walk of WALKS[kind](db.tables, before))
    yield* purgeAlong(db, kind, walk, before, limit);
}

async function* purgeAlong(
  db: Database,
  kind: Purgeable,
  { since, isListed, isOver }: Walk,
  before: Date,
  limit: () => number,
): AsyncGenerator<number> {
  const table = db.tables[kind];
  const { id } = table;
  const toValue = (at: Date) => (since.dataType === 'date' ? at : at.getTime());
  const isOld = lt(since, toValue(before));
  for (let from: Date | null = new Date(0); from !== null; ) {
    const isNext = and(isOld, gte(since, toValue(from)), isListed);
    const oldest = db.query.select({ id }).from(table).where(isNext).orderBy(since);
    const most = limit();
    const due = db.skipLocked(oldest.limit(most));
    // Said again: a row that waits here may have changed meanwhile.
    const isDue = and(inArray(id, due), isOld, isListed, isOver);
    const gone = await db.query.delete(table).where(isDue).returning({ id });
    yield gone.length;
    if (gone.length === most) continue;
    // Some must stay: goes on behind them.
    const [row] = await db.query
      .select({ at: sql<Date | number>`${since}`.mapWith(since) })
      .from(table)
      .where(isNext)
      .orderBy(since)
      .limit(1)
      .offset(most - gone.length);
    const at: Date | null = row ? new Date(row.at) : null;
    const isStuck: boolean = gone.length === 0 && at?.getTime() === from.getTime();
    from = at && isStuck ? new Date(at.getTime() + 1) : at;
  }
}
