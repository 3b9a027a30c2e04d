import { and, eq, inArray, isNull, lt, not, or, type SQL, sql } from 'drizzle-orm';
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

/** The condition, per table, that a row has been of no use since before `before`. */
const OVER: Readonly<Record<Purgeable, (tables: Tables, before: Date) => SQL | undefined>> = {
  sessions: ({ sessions, users }, before) => {
    // While a token of Django's may open an account, only the row says that it was exchanged.
    const isKept = sql`exists (select 1 from ${users} where ${users.id} = ${sessions.userId} and ${users.importedAt} is not null)`;
    const isOver = or(lt(sessions.revokedAt, before), lt(sessions.expiresAt, before));
    return or(lt(sessions.endsAt, before), and(isOver, not(isKept)));
  },
  devices: ({ devices }, before) => lt(devices.keptUntil, before),
  // Long past the day on which a change can be undone.
  emailChanges: ({ emailChanges }, before) =>
    and(
      lt(emailChanges.askedAt, before),
      or(isNull(emailChanges.confirmedAt), lt(emailChanges.confirmedAt, before)),
    ),
  outbox: ({ outbox }, before) => lt(outbox.failedAt, before),
  pendingIdentities: ({ pendingIdentities }, before) => lt(pendingIdentities.createdAt, before),
  rateLimits: ({ rateLimits }, before) => lt(rateLimits.freeAtMs, before.getTime()),
  // Signed up and never activated: the address is free again for its owner.
  users: ({ users }, before) =>
    and(
      eq(users.awaitsActivation, true),
      eq(users.isActive, false),
      lt(users.dateJoined, before),
      // An account that was imported from Django gets as long here as one that signed up.
      or(isNull(users.importedAt), lt(users.importedAt, before)),
    ),
  auditEvents: ({ auditEvents }, before) => lt(auditEvents.createdAt, before),
};

/** Deletes a batch of what was over before `before`; returns how many rows it was. */
export async function purgeBatch(db: Database, kind: Purgeable, before: Date): Promise<number> {
  const table = db.tables[kind];
  const { id } = table;
  const isOver = OVER[kind](db.tables, before);
  const due = db.query.select({ id }).from(table).where(isOver).limit(BATCH);
  // Said twice: PostgreSQL looks again at a row that changes meanwhile, but not at the inner query.
  const rows = await db.query
    .delete(table)
    .where(and(inArray(id, due), isOver))
    .returning({ id });
  return rows.length;
}
