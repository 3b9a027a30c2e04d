import { expect, it } from 'vitest';
import { deleteUser, insertUser } from '@/db/repositories/accounts';
import { importDjango } from '@/lib/django/import-django';
import { writeDjangoDatabase } from '@/tests/support/django-database';
import { openTestDatabase, userRow } from '@/tests/support/test-database';

const backends = [
  ['google-oauth2', 'google'],
  ['facebook', 'facebook'],
  ['github', 'github'],
  ['azuread-oauth2', 'microsoft'],
  ['azuread-tenant-oauth2', 'microsoft'],
  ['apple-id', 'apple'],
  ['discord', 'discord'],
  ['gitlab', 'gitlab'],
  ['linkedin-oauth2', 'linkedin'],
  ['linkedin-openidconnect', 'linkedin'],
  ['vk-oauth2', 'vk-oauth2'],
] as const;

const file = writeDjangoDatabase({
  users_useraccount: [
    { id: 1, email: 'ada@example.com' },
    { id: 2, email: 'no address' },
    { id: 3, email: 'charles@example.com' },
    { id: 4, email: 'lord@example.com' },
  ],
  social_auth_usersocialauth: [
    ...backends.map(([provider], at) => ({ provider, uid: `subject-${at}`, user_id: 1 })),
    { provider: 'google-oauth2', uid: 'Ada@Example.com', user_id: 1 },
    { provider: 'github', uid: 'of-the-one-without-address', user_id: 2 },
    { provider: 'linkedin-openidconnect', uid: 'subject-8', user_id: 3 },
    { provider: 'github', uid: 'of-a-stranger', user_id: 4 },
    { provider: 'github', uid: 'of-no-user', user_id: 5 },
  ],
});

const db = await openTestDatabase();
await insertUser(db, userRow({ id: 4, email: 'stranger@example.com' }));

async function run() {
  const skipped: string[] = [];
  const { identities } = await importDjango(db, {
    from: file,
    areEmailsVerified: false,
    onSkip: ({ kind, id, reason }) => kind === 'identity' && skipped.push(`${id}: ${reason}`),
    onProgress: () => {},
  });
  return { ...identities, skipped };
}

const skipped = [
  '14: linkedin subject-8 belongs to user 1',
  '13: its user 2 was not brought',
  '15: its user 4 was not brought',
  '16: its user 5 was not brought',
].sort();

it('brings the linked accounts of imported users, under our names for their providers', async () => {
  const result = await run();
  expect({ ...result, skipped: result.skipped.sort() }).toEqual({
    brought: 12,
    present: 0,
    skipped,
  });
  const { identities } = db.tables;
  const stored = await db.query.select().from(identities);
  expect(stored.slice(0, 11).map(({ provider, subject }) => [subject, provider])).toEqual(
    backends.map(([, provider], at) => [`subject-${at}`, provider]),
  );
  expect(stored[11]).toEqual({
    id: 12,
    userId: 1,
    provider: 'google',
    subject: 'Ada@Example.com',
    email: 'ada@example.com',
    createdAt: new Date('2021-01-02T03:04:05.678Z'),
    lastUsedAt: null,
  });
});

it('leaves linked accounts that are here as they are', async () => {
  const result = await run();
  expect(result).toMatchObject({ brought: 0, present: 12 });
  expect(result.skipped.sort()).toEqual(skipped);
});

it('deletes linked accounts with their user', async () => {
  await deleteUser(db, 1);
  expect(await db.query.select().from(db.tables.identities)).toEqual([]);
});
