import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Database, Statement } from '@/db/database/database';
import type { MailKind, OutboxMail } from '@/db/tables/schema';

/** A mail to be sent to `recipient`. */
export interface NewMail {
  kind: MailKind;
  recipient: string;
  /** The account that it is about: an id, a query for one that may find none, or null for no account. */
  userId: number | SQL | null;
  /** The change of address that it is about. */
  changeId?: string;
  /** The session that it is about. */
  sessionId?: string;
  /** The pending identity that it is about. */
  pendingIdentityId?: string;
  /** The provider of the linked account that it is about. */
  provider?: string;
  /** True for a former address that its account had never confirmed. */
  isUnconfirmed?: boolean;
  now: Date;
}

/**
 * The statement that queues a mail, to be run with the change that causes it. It takes the same
 * time whether or not `userId` finds an account.
 */
export function queueMail(
  db: Database,
  {
    kind,
    recipient,
    userId,
    changeId,
    sessionId,
    pendingIdentityId,
    provider,
    isUnconfirmed,
    now,
  }: NewMail,
) {
  return db.query.insert(db.tables.outbox).values({
    key: randomUUID(),
    kind,
    recipient,
    userId: userId === null || typeof userId === 'number' ? userId : sql<number>`(${userId})`,
    changeId: changeId ?? null,
    sessionId: sessionId ?? null,
    pendingIdentityId: pendingIdentityId ?? null,
    provider: provider ?? null,
    isUnconfirmed: isUnconfirmed ?? false,
    createdAt: now,
    dueAt: now,
    attempts: 0,
  }) satisfies Statement;
}

/**
 * Takes up to `limit` mails that are due and belong to no other process until `until`. If that
 * process dies, they are due again then.
 */
export async function claimDueMails(
  db: Database,
  { limit, now, until }: { limit: number; now: Date; until: Date },
): Promise<OutboxMail[]> {
  const { outbox } = db.tables;
  const isFree = or(isNull(outbox.claimedUntil), lte(outbox.claimedUntil, now));
  const isDue = and(isNull(outbox.failedAt), lte(outbox.dueAt, now), isFree);
  const oldest = db.query.select({ id: outbox.id }).from(outbox).where(isDue);
  // Apart from the update, whose plan could otherwise look for them more than once.
  const due = db.query
    .$with('due')
    .as(db.skipLocked(oldest.orderBy(asc(outbox.dueAt)).limit(limit)));
  return db.query
    .with(due)
    .update(outbox)
    .set({ claimedUntil: until })
    .where(inArray(outbox.id, db.query.select().from(due)))
    .returning();
}

/**
 * Gives up a claim before its time: other processes find its mails at once. Leaves alone a mail that
 * another process has by now, because the claim had lapsed.
 */
export async function releaseMails(
  db: Database,
  { ids, until }: { ids: readonly number[]; until: Date },
): Promise<void> {
  const { outbox } = db.tables;
  await db.query
    .update(outbox)
    .set({ claimedUntil: null })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.claimedUntil, until)));
}

/** Marks a mail as counted for its recipient. */
export async function markCounted(db: Database, id: number): Promise<void> {
  const { outbox } = db.tables;
  await db.query.update(outbox).set({ isCounted: true }).where(eq(outbox.id, id));
}

/** Removes a mail that was delivered or has no account to go to. */
export async function deleteMail(db: Database, id: number): Promise<void> {
  await db.query.delete(db.tables.outbox).where(eq(db.tables.outbox.id, id));
}

/**
 * Records a failed attempt: due again at `dueAt`, or given up if that is null. Does nothing if the
 * claim on the mail has lapsed and another process has it by now.
 */
export async function postponeMail(
  db: Database,
  { id, attempts, claimedUntil }: OutboxMail,
  { dueAt, error, now }: { dueAt: Date | null; error: string; now: Date },
): Promise<void> {
  const { outbox } = db.tables;
  const next = dueAt ? { dueAt } : { failedAt: now };
  const isOurs = claimedUntil ? eq(outbox.claimedUntil, claimedUntil) : isNull(outbox.claimedUntil);
  await db.query
    .update(outbox)
    .set({ ...next, attempts: attempts + 1, error, claimedUntil: null })
    .where(and(eq(outbox.id, id), isOurs));
}

/** Mails that failed for good, the oldest first. */
export function findFailedMails(db: Database, limit: number): Promise<OutboxMail[]> {
  const { outbox } = db.tables;
  const failed = db.query.select().from(outbox).where(isNotNull(outbox.failedAt));
  return failed.orderBy(asc(outbox.failedAt), asc(outbox.id)).limit(limit);
}

/** The number of mails that wait for delivery, and of those that failed for good. */
export async function countMails(db: Database): Promise<{ waiting: number; failed: number }> {
  const { outbox } = db.tables;
  const [waiting, failed] = await Promise.all([
    db.query.$count(outbox, isNull(outbox.failedAt)),
    db.query.$count(outbox, isNotNull(outbox.failedAt)),
  ]);
  return { waiting, failed };
}

/** Makes failed mails due again, as new. Returns how many there were. */
export async function retryFailedMails(db: Database, now: Date): Promise<number> {
  const { outbox } = db.tables;
  const rows = await db.query
    .update(outbox)
    .set({ failedAt: null, dueAt: now, createdAt: now, attempts: 0 })
    .where(isNotNull(outbox.failedAt))
    .returning({ id: outbox.id });
  return rows.length;
}
