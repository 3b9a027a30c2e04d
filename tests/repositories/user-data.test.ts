import { getTableColumns, isNull } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { changeAccount, deleteUser, insertUser } from '@/db/repositories/accounts';
import { insertAuditEvent } from '@/db/repositories/audit-events';
import { rememberingDevice } from '@/db/repositories/devices';
import { linkingIdentity } from '@/db/repositories/identities';
import { queueMail } from '@/db/repositories/outbox';
import { TAKEN, takingFrom, type UserTable, type Way } from '@/db/repositories/user-data';
import type { EmailChange, User } from '@/db/tables/schema';
import * as sqliteTables from '@/db/tables/sqlite-tables';
import { openTestDatabase, secondsIn, sessionRow, userRow } from '@/tests/support/test-database';

const db = await openTestDatabase();
const now = secondsIn(30);

/** Tables that belong to no account, and why. */
const EXEMPT: Record<string, string> = {
  users: 'the accounts themselves',
  pendingIdentities: 'of a browser, before there is an account',
  rateLimits: 'named by hashes of what is counted',
};

describe('the table of what is taken', () => {
  it.each(Object.entries(sqliteTables))('says of %s to whom it belongs', (name, table) => {
    const isOfUser = Object.values(getTableColumns(table)).some(({ name: column }) =>
      /(?:^|_)user_id$/.test(column),
    );
    const references = getTableConfig(table).foreignKeys.map((key) => key.reference());
    const isBoundToUser = references.some(
      ({ foreignTable }) => foreignTable === sqliteTables.users,
    );
    expect(isOfUser).toBe(isBoundToUser);
    for (const way of Object.values(TAKEN)) expect(Object.hasOwn(way, name)).toBe(isOfUser);
    expect(Object.hasOwn(EXEMPT, name)).toBe(!isOfUser);
  });
});

/** An account with rows in every table. */
async function furnish(name: string): Promise<{ user: User; change: EmailChange }> {
  const email = `${name}@x.io`;
  const user = (await insertUser(db, userRow({ email }))) as User;
  const { id: userId } = user;
  const { sessions, emailChanges } = db.tables;
  const change = (id: string, askedAt: Date, confirmedAt: Date | null): EmailChange => ({
    id: `${name} ${id}`,
    userId,
    oldEmail: `${id}-${email}`,
    newEmail: email,
    askedAt,
    confirmedAt,
  });
  const made = change('made', secondsIn(2), secondsIn(3));
  const earlier = change('earlier', secondsIn(0), secondsIn(1));
  await db.query
    .insert(emailChanges)
    .values([earlier, made, change('waiting', secondsIn(4), null)]);
  const ids = [`${name} here`, `${name} there`];
  await db.query.insert(sessions).values(ids.map((id) => sessionRow({ id, userId })));
  await rememberingDevice(db, { userId, hash: name, firstSeenAt: now, keptUntil: now });
  await linkingIdentity(db, { provider: 'google', subject: name }, email, userId, now);
  await queueMail(db, { kind: 'new-device', recipient: email, userId, now });
  await insertAuditEvent(db, { event: 'signed-in', userId, createdAt: now });
  return { user, change: made };
}

/** The rows that are left, in words that tell those of one account apart. */
async function whatIsLeft(userId: number) {
  const { sessions, devices, emailChanges, identities, outbox, auditEvents } = db.tables;
  const live = await db.query.select().from(sessions).where(isNull(sessions.revokedAt));
  const changes = await db.query.select().from(emailChanges);
  const word = ({ id }: { id: string }) => id.split(' ')[1];
  const isTheirs = (row: { userId: number | null }) => row.userId === userId;
  const countOf = async (table: (typeof db.tables)[UserTable]) =>
    (await db.query.select({ userId: table.userId }).from(table)).filter(isTheirs).length;
  return {
    sessions: live.filter(isTheirs).map(word).sort(),
    devices: await countOf(devices),
    emailChanges: changes.filter(isTheirs).map(word).sort(),
    identities: await countOf(identities),
    outbox: await countOf(outbox),
    auditEvents: await countOf(auditEvents),
  } satisfies Record<UserTable, unknown>;
}

const BOTH = ['here', 'there'];
const ALL_CHANGES = ['earlier', 'made', 'waiting'];
const KEPT = { outbox: 1, auditEvents: 1 };
const OWNERS = { identities: 1, devices: 1, ...KEPT };
const NOT_THEIRS = { identities: 0, devices: 0, ...KEPT };

/** The rows left of an account with two sessions, three changes and one row in each other table. */
const LEFT: Readonly<Record<Way, Awaited<ReturnType<typeof whatIsLeft>>>> = {
  deleted: {
    ...{ sessions: [], emailChanges: [], identities: 0, devices: 0, outbox: 0, auditEvents: 0 },
  },
  'password-reset': { sessions: [], emailChanges: ['earlier', 'made'], ...OWNERS },
  'password-reset-unconfirmed': { sessions: [], emailChanges: [], ...NOT_THEIRS },
  'email-undone': { sessions: [], emailChanges: ['earlier'], ...NOT_THEIRS },
  'identity-confirmed': { sessions: BOTH, emailChanges: ALL_CHANGES, ...OWNERS },
  'identity-confirmed-unconfirmed': { sessions: [], emailChanges: [], ...NOT_THEIRS },
  'password-changed': { sessions: ['here'], emailChanges: ['earlier', 'made'], ...OWNERS },
  'email-reset': { sessions: BOTH, emailChanges: ['earlier', 'made'], ...OWNERS },
  'email-confirmed': { sessions: BOTH, emailChanges: ALL_CHANGES, ...OWNERS },
  'operator-set-password': { sessions: [], emailChanges: ['earlier', 'made'], ...OWNERS },
  'operator-deactivated': { sessions: [], emailChanges: ALL_CHANGES, ...OWNERS },
  'operator-ended-sessions': { sessions: [], emailChanges: ALL_CHANGES, ...OWNERS },
};

describe('an account from which something is taken', () => {
  beforeEach(async () => {
    await db.query.delete(db.tables.users);
  });

  it.each(Object.entries(LEFT) as [Way, (typeof LEFT)[Way]][])(
    'keeps, if %s',
    async (way, left) => {
      const { user, change } = await furnish('ada');
      const other = await furnish('bob');
      const before = await whatIsLeft(other.user.id);
      if (way === 'deleted') await deleteUser(db, user.id);
      else {
        const taking = { userId: user.id, now, change, sessionId: 'ada here' };
        await changeAccount(db, user, {}, takingFrom(db, way, taking));
      }
      expect(await whatIsLeft(user.id)).toEqual(left);
      expect(await whatIsLeft(other.user.id)).toEqual(before);
    },
  );
});
