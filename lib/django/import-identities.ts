import type { Database } from '@/db/database/database';
import {
  findIdentityOwners,
  findOwners,
  type IdentityOwner,
  insertIdentities,
} from '@/db/repositories/imports';
import type { NewIdentity } from '@/db/tables/schema';
import { providerOf } from '@/lib/django/backends';
import type { DjangoIdentity } from '@/lib/django/rows';
import type { ImportRun } from '@/lib/django/run';
import { whyNotFound } from '@/lib/django/sign-ins';
import type { Page } from '@/lib/django/tables';
import { canonicalEmail } from '@/lib/shared/identifiers';

type Candidate = NewIdentity & { djangoId: number; backend: string };

/**
 * Brings over one page of linked accounts whose users are here, in one statement, and reports those
 * that no sign-in here ever finds.
 */
export async function importIdentities(
  db: Database,
  { rows, unreadable }: Page<DjangoIdentity>,
  run: ImportRun,
): Promise<void> {
  for (const { id, column } of unreadable) run.skip('identity', id, `its ${column} cannot be read`);
  const people = await findOwners(db, {
    ids: rows.map(({ user_id }) => user_id),
    emails: [],
    usernameKeys: [],
  });
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  const known = await findIdentityOwners(
    db,
    rows.map(({ uid }) => uid),
  );
  const owners = new Map(known.map((identity) => [keyOf(identity), identity.userId]));
  const fresh = rows
    .map((row) => ({
      ...toIdentity(row, run),
      djangoId: row.id,
      backend: row.provider,
      email: row.email,
    }))
    .filter((candidate) => {
      const isOurs = emails.get(candidate.userId) === canonicalEmail(candidate.email ?? '');
      return reserve(candidate, owners, isOurs, run);
    });
  const stored = await insertIdentities(
    db,
    fresh.map(({ djangoId, backend, ...identity }) => ({
      ...identity,
      // Google's backend and Azure's old one use an address as the subject.
      email: canonicalEmail(identity.subject),
    })),
  );
  run.identities.brought += stored.length;
  const keys = new Set(stored.map(keyOf));
  for (const candidate of fresh) {
    const { djangoId, backend, subject } = candidate;
    if (!keys.has(keyOf(candidate))) {
      run.skip('identity', djangoId, `${keyOf(candidate)} was linked meanwhile`);
      continue;
    }
    const why = whyNotFound({ provider: backend, uid: subject }, run.offered);
    if (why !== null) run.countNotFound(backend, djangoId, why);
  }
}

function toIdentity(
  { user_id: userId, provider, uid: subject, created }: DjangoIdentity,
  run: ImportRun,
) {
  return {
    userId,
    provider: providerOf(provider),
    subject,
    createdAt: created ?? run.startedAt,
  };
}

/** Reserves the identity for its user; true if it is new and its user is here. */
function reserve(
  candidate: Candidate,
  owners: Map<string, number>,
  isOurs: boolean,
  run: ImportRun,
): boolean {
  const key = keyOf(candidate);
  const owner = owners.get(key);
  const { userId, djangoId } = candidate;
  if (owner === userId) run.identities.present += 1;
  else if (owner !== undefined) run.skip('identity', djangoId, `${key} belongs to user ${owner}`);
  else if (!isOurs) run.skip('identity', djangoId, `its user ${userId} was not brought`);
  else owners.set(key, userId);
  return owner === undefined && isOurs;
}

const keyOf = ({ provider, subject }: IdentityOwner) => `${provider} ${subject}`;
