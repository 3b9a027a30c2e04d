import { and, desc, eq, gt } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { PendingIdentity } from '@/db/tables/schema';

/** The statement that stores a pending identity. */
export function insertingPendingIdentity(db: Database, pending: PendingIdentity): Statement {
  return db.query.insert(db.tables.pendingIdentities).values(pending);
}

/** The pending identity with this id, or null. */
export async function findPendingIdentity(
  db: Database,
  id: string,
): Promise<PendingIdentity | null> {
  const { pendingIdentities } = db.tables;
  const rows = db.query.select().from(pendingIdentities).where(eq(pendingIdentities.id, id));
  return (await rows.limit(1))[0] ?? null;
}

/** The newest pending identity of a browser that was made after `since`, or null. */
export async function findNewestPendingIdentity(
  db: Database,
  device: string,
  since: Date,
): Promise<PendingIdentity | null> {
  const { pendingIdentities } = db.tables;
  const isRecent = and(
    eq(pendingIdentities.device, device),
    gt(pendingIdentities.createdAt, since),
  );
  const rows = db.query.select().from(pendingIdentities).where(isRecent);
  return (await rows.orderBy(desc(pendingIdentities.createdAt)).limit(1))[0] ?? null;
}

/** The statement that sets the address of a pending identity; links to a former one end with it. */
export function namingEmail(db: Database, id: string, email: string) {
  const { pendingIdentities } = db.tables;
  return db.query
    .update(pendingIdentities)
    .set({ email })
    .where(eq(pendingIdentities.id, id))
    .returning({ id: pendingIdentities.id });
}

/** The statement that forgets a pending identity. */
export function forgettingPendingIdentity(db: Database, id: string): Statement {
  return db.query.delete(db.tables.pendingIdentities).where(eq(db.tables.pendingIdentities.id, id));
}
