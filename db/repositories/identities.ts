import { and, asc, eq, sql } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { Identity, User } from '@/db/tables/schema';

/** The key of an identity: its provider, and its subject there. */
export type IdentityKey = Pick<Identity, 'provider' | 'subject'>;

/** An identity, and the user that it belongs to. */
export interface UserIdentity {
  identity: Identity;
  user: User;
}

/** The identity with this key and its user, or null if it is not linked. */
export async function findIdentity(
  db: Database,
  { provider, subject }: IdentityKey,
): Promise<UserIdentity | null> {
  const { identities, users } = db.tables;
  const [row] = await db.query
    .select({ identity: identities, user: users })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.provider, provider), eq(identities.subject, subject)))
    .limit(1);
  return row ?? null;
}

/** A user's identities, in the order in which they were linked; at most `limit`. */
export function findIdentitiesOf(db: Database, userId: number, limit: number): Promise<Identity[]> {
  const { identities } = db.tables;
  const rows = db.query.select().from(identities).where(eq(identities.userId, userId));
  return rows.orderBy(asc(identities.id)).limit(limit);
}

/** The providers at which a user has linked accounts, each once, by name. */
export async function findProvidersOf(db: Database, userId: number): Promise<string[]> {
  const { identities } = db.tables;
  const rows = await db.query
    .selectDistinct({ provider: identities.provider })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(asc(identities.provider));
  return rows.map(({ provider }) => provider);
}

/**
 * The statement that links an identity to a user: an id, or the address of an account that the same
 * change creates. It fails if the identity is linked already, to any user.
 */
export function linkingIdentity(
  db: Database,
  { provider, subject }: IdentityKey,
  email: string | null,
  owner: number | { email: string },
  now: Date,
): Statement {
  const { identities, users } = db.tables;
  const byEmail = (address: string) =>
    sql<number>`(${db.query.select({ id: users.id }).from(users).where(eq(users.email, address))})`;
  return db.query.insert(identities).values({
    userId: typeof owner === 'number' ? owner : byEmail(owner.email),
    provider,
    subject,
    email,
    createdAt: now,
    lastUsedAt: now,
  });
}

/**
 * The statement that gives an identity another subject, if it still has the one that was seen, and
 * records its use. It fails if the new one is linked already, to any user.
 */
export function renamingIdentity(
  db: Database,
  { id, subject: seen }: Pick<Identity, 'id' | 'subject'>,
  { subject, email }: Pick<Identity, 'subject' | 'email'>,
  now: Date,
): Statement {
  const { identities } = db.tables;
  const isAsSeen = and(eq(identities.id, id), eq(identities.subject, seen));
  return db.query.update(identities).set({ subject, email, lastUsedAt: now }).where(isAsSeen);
}

/** The statement that unlinks an identity. */
export function unlinkingIdentity(db: Database, id: number): Statement {
  return db.query.delete(db.tables.identities).where(eq(db.tables.identities.id, id));
}

/** The statement that unlinks all identities of a user. */
export function unlinkingAll(db: Database, userId: number): Statement {
  return db.query.delete(db.tables.identities).where(eq(db.tables.identities.userId, userId));
}

/** The statement that records a sign-in with an identity, and the address that it has now. */
export function usingIdentity(
  db: Database,
  id: number,
  email: string | null,
  now: Date,
): Statement {
  const { identities } = db.tables;
  const change = { lastUsedAt: now, ...(email !== null && { email }) };
  return db.query.update(identities).set(change).where(eq(identities.id, id));
}
