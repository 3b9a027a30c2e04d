import { describe, expect, it } from 'vitest';
import type { Database } from '@/db/database/database';
import { findUserById, findUsers, insertUser } from '@/db/repositories/accounts';
import { type ImportOptions, importDjango } from '@/lib/django/import-django';
import { PAGE_SIZE } from '@/lib/django/tables';
import { writeDjangoDatabase } from '@/tests/support/django-database';
import { openTestDatabase, userRow } from '@/tests/support/test-database';

/** Imports into `db`; returns the summary and a line for each row that was skipped. */
async function run(db: Database, from: string, options: Partial<ImportOptions> = {}) {
  const skipped: string[] = [];
  const summary = await importDjango(db, {
    from,
    areEmailsVerified: false,
    onSkip: ({ kind, id, reason }) => skipped.push(`${kind} ${id}: ${reason}`),
    onProgress: () => {},
    ...options,
  });
  return { ...summary, skipped };
}

const none = { brought: 0, present: 0, skipped: 0 };
const hash =
  'pbkdf2_sha256$1000$OaecWz86xMBWZwGy5KdjK9$mXuLUV4gs5tSd8wKvjQdfhAwvUcf+8os2SkOTlo2z5U=';
const bob = { id: 12, username: 'bob', email: 'bob@example.com' };

describe('a user', () => {
  const grace = {
    id: 7,
    username: 'Grace.H',
    email: 'Grace@Example.com',
    first_name: 'Grace',
    last_name: 'Hopper',
    password: hash,
    is_staff: 1,
    is_superuser: 1,
    last_login: '2024-05-06 07:08:09.123456',
  };

  it('keeps id, names, flags, dates and hash', async () => {
    const db = await openTestDatabase();
    const result = await run(db, writeDjangoDatabase({ auth_user: [grace] }));
    expect(result).toMatchObject({ users: { ...none, brought: 1 }, skipped: [] });
    expect(await findUserById(db, 7)).toEqual({
      id: 7,
      email: 'grace@example.com',
      username: 'Grace.H',
      usernameKey: 'grace.h',
      firstName: 'Grace',
      lastName: 'Hopper',
      password: hash,
      isActive: true,
      isStaff: true,
      isSuperuser: true,
      dateJoined: new Date('2020-01-02T03:04:05Z'),
      lastLogin: new Date('2024-05-06T07:08:09.123Z'),
      emailVerifiedAt: null,
      awaitsActivation: false,
      revision: 0,
      importedAt: expect.any(Date),
    });
  });

  it('comes from a custom model, too, with the columns that it has', async () => {
    const db = await openTestDatabase();
    const { username, ...custom } = grace;
    await run(db, writeDjangoDatabase({ users_useraccount: [custom] }));
    const lastLogin = new Date('2024-05-06T07:08:09.123Z');
    expect(await findUserById(db, 7)).toMatchObject({ username: null, dateJoined: lastLogin });
  });

  it('has a confirmed address if the operator says so, and only while active', async () => {
    const db = await openTestDatabase();
    const rows = [
      bob,
      { id: 20, username: 'waits', email: 'waits@example.com', is_active: 0 },
      { ...grace, id: 21, username: 'shut', email: 'shut@example.com', is_active: 0 },
    ];
    await run(db, writeDjangoDatabase({ auth_user: rows }), { areEmailsVerified: true });
    const brought = await findUsers(db, 0, 10);
    const verified = brought.filter(({ emailVerifiedAt }) => emailVerifiedAt);
    expect(verified.map(({ username }) => username)).toEqual(['bob']);
    // A user who signed in before being deactivated must not get in again by an activation link.
    const waiting = brought.filter(({ awaitsActivation }) => awaitsActivation);
    expect(waiting.map(({ username }) => username)).toEqual(['waits']);
  });

  it('who signs up later gets an id of their own', async () => {
    const db = await openTestDatabase();
    await run(db, writeDjangoDatabase({ auth_user: [bob] }));
    expect(await insertUser(db, userRow())).toMatchObject({ id: 13, importedAt: null });
  });
});

describe('what is skipped', () => {
  it('is listed with the reason, and does not hinder other rows', async () => {
    const db = await openTestDatabase();
    await insertUser(db, userRow({ id: 3, email: 'here@example.com', usernameKey: 'taken' }));
    const rows = [
      { id: 1, username: 'a', email: 'Same@example.com' },
      { id: 2, username: 'b', email: 'same@EXAMPLE.com' },
      { id: 3, username: 'c', email: 'other@example.com' },
      { id: 4, username: 'd', email: 'HERE@example.com' },
      { id: 5, username: 'e', email: '' },
      { id: 6, username: 'f', email: 'no@address@example.com' },
      // Without its mark, it would take the address from the person after it.
      { id: 17, username: 'p', email: '\u200bq@example.com' },
      { id: 18, username: 'q', email: 'q@example.com' },
      { id: 7, username: 'Taken', email: 'g@example.com' },
      { id: 8, username: 'h@example.com', email: 'h@example.com' },
      { id: 9, username: 'i@home', email: 'i@example.com' },
      { id: 10, username: 'j', email: 'j@example.com', date_joined: 'yesterday' },
      { id: 11, username: 'A', email: 'k@example.com' },
      bob,
    ];
    const result = await run(db, writeDjangoDatabase({ auth_user: rows }));
    expect(result).toMatchObject({
      users: { brought: 7, present: 0, skipped: 7 },
      usernamesSkipped: 3,
    });
    expect(result.skipped.sort()).toEqual([
      'user 10: its date_joined cannot be read',
      'user 17: \u200bq@example.com is no valid address',
      'user 2: same@example.com belongs to user 1',
      'user 3: its id belongs to here@example.com here, it is other@example.com',
      'user 4: here@example.com belongs to user 3',
      'user 5: it has no address',
      'user 6: no@address@example.com is no valid address',
      'username 11: A belongs to user 1',
      'username 7: Taken belongs to user 3',
      'username 9: i@home has characters that user names cannot have here',
    ]);
    const ids = (await findUsers(db, 0, 20)).map(({ id }) => id);
    expect(ids).toEqual([1, 3, 7, 8, 9, 11, 12, 18]);
  });

  it('counts passwords that cannot be verified here', async () => {
    const passwords = [hash, '!x', '', 'md5$a$b', 'md5$c$d', 'sha1$a$b', '0123456789abcdef'];
    const rows = passwords.map((password, id) => ({
      id: id + 1,
      username: `u${id}`,
      email: `u${id}@example.com`,
      password,
    }));
    const result = await run(await openTestDatabase(), writeDjangoDatabase({ auth_user: rows }));
    expect(result.passwordsToReset).toEqual({ md5: 2, sha1: 1, unsalted: 1 });
  });
});

describe('many users', () => {
  const count = 2 * PAGE_SIZE + 10;
  const rows = Array.from({ length: count }, (_, i) => ({
    id: 3 * i + 1,
    username: `user${i}`,
    email: `user${i}@example.com`,
  }));
  const file = writeDjangoDatabase({ auth_user: rows });

  it('are all brought; another run completes one that was broken off', async () => {
    const db = await openTestDatabase();
    const breakOff = () => {
      throw new Error('killed');
    };
    await expect(run(db, file, { onProgress: breakOff })).rejects.toThrow('killed');
    const brought = count - PAGE_SIZE;
    expect((await run(db, file)).users).toEqual({ brought, present: PAGE_SIZE, skipped: 0 });
    const before = await findUsers(db, 0, count);
    expect(before.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect((await run(db, file)).users).toEqual({ ...none, present: count });
    expect(await findUsers(db, 0, count)).toEqual(before);
  });

  it('are counted as they come', async () => {
    const seen: number[][] = [];
    await run(await openTestDatabase(), file, { onProgress: (...numbers) => seen.push(numbers) });
    expect(seen).toEqual([PAGE_SIZE, 2 * PAGE_SIZE, count].map((done) => [done, count]));
  });
});
