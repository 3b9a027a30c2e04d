import { describe, expect, it } from 'vitest';
import { deleteUser, insertUser } from '@/db/repositories/accounts';
import { importDjango } from '@/lib/django/import-django';
import type { OfferedSignIns } from '@/lib/django/sign-ins';
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

describe('a linked account that no sign-in here finds', () => {
  const TENANT = '9b1f5c1e-8a3d-4c52-9d0c-1f0f5a3a7b11';
  const rows = [
    { provider: 'google-oauth2', uid: 'Ada@Example.com', user_id: 1 },
    { provider: 'google-oauth2', uid: '108421', user_id: 1 },
    { provider: 'google-oauth2', uid: 'ada@@example.com', user_id: 1 },
    { provider: 'azuread-oauth2', uid: 'ada@corp.example', user_id: 1 },
    { provider: 'azuread-v2-tenant-oauth2', uid: 'live.com#ada', user_id: 1 },
    { provider: 'azuread-tenant-oauth2', uid: 'AbC-d_1', user_id: 1 },
    { provider: 'azuread-tenant-oauth2', uid: `${TENANT}:AbC-d_2`, user_id: 1 },
    { provider: 'acme', uid: 'x', user_id: 1 },
    { provider: 'oidc', uid: 'x', user_id: 1 },
    { provider: 'vk-oauth2', uid: 'x', user_id: 1 },
  ];
  const source = writeDjangoDatabase({
    users_useraccount: [{ id: 1, email: 'ada@example.com' }],
    social_auth_usersocialauth: rows,
  });
  const importWith = async (offered?: OfferedSignIns) => {
    const found: string[] = [];
    const summary = await importDjango(await openTestDatabase(), {
      from: source,
      areEmailsVerified: false,
      ...(offered && { offered }),
      onSkip: ({ kind, id, reason }) => found.push(`${kind} ${id}: ${reason}`),
      onProgress: () => {},
    });
    expect(summary.identities).toEqual({ brought: rows.length, present: 0, skipped: 0 });
    return { found, counts: summary.identitiesNotFound };
  };
  const never = [
    'sign-in 3: ada@@example.com is no valid address',
    'sign-in 4: ada@corp.example is a name, which Microsoft lets pass to another person',
    'sign-in 5: live.com#ada is a name, which Microsoft lets pass to another person',
  ];

  it('is brought, counted by its backend, and named with the reason', async () => {
    const { found, counts } = await importWith({ hasOneTenant: false, openIdProviders: [] });
    expect(found).toEqual([
      ...never,
      'sign-in 6: its subject is unique within a tenant: SOCIAL_AUTH_MICROSOFT_TENANT must name that one',
      'sign-in 8: no provider here has the name acme',
      'sign-in 10: no provider here has the name vk-oauth2',
    ]);
    expect(counts).toEqual({
      'google-oauth2': 1,
      'azuread-oauth2': 1,
      'azuread-v2-tenant-oauth2': 1,
      'azuread-tenant-oauth2': 1,
      acme: 1,
      'vk-oauth2': 1,
    });
  });

  it('is one that no settings could find, where they are not known', async () => {
    expect((await importWith()).found).toEqual(never);
  });

  it('depends on the tenant and the providers of the settings', async () => {
    const { found } = await importWith({ hasOneTenant: true, openIdProviders: ['acme'] });
    expect(found).toEqual([...never, 'sign-in 10: no provider here has the name vk-oauth2']);
  });
});
