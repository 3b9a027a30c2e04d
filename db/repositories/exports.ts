import { asc, count, gt } from 'drizzle-orm';
import type { Database } from '@/db/database/database';
import type { Identity } from '@/db/tables/schema';

/** The number of users. */
export async function countUsers(db: Database): Promise<number> {
  const [row] = await db.query.select({ users: count() }).from(db.tables.users);
  return row?.users ?? 0;
}

/** Identities by id, those after `afterId` first, at most `limit`. */
export function findIdentities(db: Database, afterId: number, limit: number): Promise<Identity[]> {
  const { identities } = db.tables;
  const rows = db.query.select().from(identities).where(gt(identities.id, afterId));
  return rows.orderBy(asc(identities.id)).limit(limit);
}
