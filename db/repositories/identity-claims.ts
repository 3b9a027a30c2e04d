import { and, desc, eq, gt } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { IdentityClaim } from '@/db/tables/schema';

/** The statement that notes a claim. */
export function insertingClaim(db: Database, claim: IdentityClaim): Statement {
  return db.query.insert(db.tables.identityClaims).values(claim);
}

/** The claim with this id, or null. */
export async function findClaim(db: Database, id: string): Promise<IdentityClaim | null> {
  const { identityClaims } = db.tables;
  const rows = db.query.select().from(identityClaims).where(eq(identityClaims.id, id));
  return (await rows.limit(1))[0] ?? null;
}

/** The newest claim of a browser that was made after `since`, or null. */
export async function findNewestClaim(
  db: Database,
  device: string,
  since: Date,
): Promise<IdentityClaim | null> {
  const { identityClaims } = db.tables;
  const isRecent = and(eq(identityClaims.device, device), gt(identityClaims.createdAt, since));
  const rows = db.query.select().from(identityClaims).where(isRecent);
  return (await rows.orderBy(desc(identityClaims.createdAt)).limit(1))[0] ?? null;
}

/** The statement that names the address of a claim; links to another that it had are dead. */
export function namingEmail(db: Database, id: string, email: string) {
  const { identityClaims } = db.tables;
  return db.query
    .update(identityClaims)
    .set({ email })
    .where(eq(identityClaims.id, id))
    .returning({ id: identityClaims.id });
}

/** The statement that forgets a claim. */
export function forgettingClaim(db: Database, id: string): Statement {
  return db.query.delete(db.tables.identityClaims).where(eq(db.tables.identityClaims.id, id));
}
