import type { Database } from '@/db/database/database';
import { findOwners, insertUsers, type Owner } from '@/db/repositories/imports';
import type { NewUser } from '@/db/tables/schema';
import type { DjangoUser } from '@/lib/django/rows';
import type { ImportRun } from '@/lib/django/run';
import type { Page } from '@/lib/django/tables';
import { FOREIGN_PREFIXES } from '@/lib/server/passwords/foreign-hashes';
import { cleanName } from '@/lib/shared/account-fields';
import { canonicalEmail, canonicalUsername, strip } from '@/lib/shared/identifiers';

/** A user as it would be stored, and the row that it comes from. */
type Candidate = NewUser & { id: number; usernameKey: string | null };

/** Brings one page of users over, in one statement. */
export async function importUsers(
  db: Database,
  { rows, unreadable }: Page<DjangoUser>,
  run: ImportRun,
): Promise<void> {
  for (const { id, column } of unreadable) run.skip('user', id, `its ${column} cannot be read`);
  const candidates = rows.flatMap((row) => toCandidate(row, run) ?? []);
  const owners = new Owners(
    await findOwners(db, {
      ids: candidates.map(({ id }) => id),
      emails: candidates.map(({ email }) => email),
      usernameKeys: candidates.flatMap(({ usernameKey }) => usernameKey ?? []),
    }),
  );
  const fresh = candidates.filter((candidate) => reserve(candidate, owners, run));
  const stored = await insertUsers(db, fresh);
  run.users.brought += stored.size;
  const sources = new Map(rows.map((row) => [row.id, row]));
  for (const candidate of fresh) {
    const { id, email, password } = candidate;
    if (!stored.has(id)) {
      run.skip('user', id, `the id, address or user name of ${email} was taken meanwhile`);
      continue;
    }
    run.countPassword(unknownKind(password));
    if (hasOtherNames(candidate, sources.get(id))) run.namesCleaned += 1;
  }
}

/** Returns the user to store; null, with the reason reported, for a row without a usable address. */
function toCandidate(row: DjangoUser, run: ImportRun): Candidate | null {
  const { id, is_active: isActive } = row;
  const email = canonicalEmail(row.email ?? '');
  if (email === null) {
    run.skip('user', id, row.email ? `${row.email} is no valid address` : 'it has no address');
    return null;
  }
  // A custom model may lack the date of joining: the last sign-in is the next best.
  const lastLogin = row.last_login ?? null;
  const dateJoined = row.date_joined ?? lastLogin ?? run.startedAt;
  return {
    id,
    email,
    ...toUsername(row, email, run),
    firstName: cleanName(row.first_name),
    lastName: cleanName(row.last_name),
    password: row.password,
    isActive,
    isStaff: row.is_staff,
    isSuperuser: row.is_superuser,
    dateJoined,
    lastLogin,
    emailVerifiedAt: isActive && run.areEmailsVerified ? dateJoined : null,
    // Inactive after a sign-in means deactivated by an operator: no link may activate the account
    // again.
    awaitsActivation: !isActive && run.areEmailsVerified && lastLogin === null,
    importedAt: run.startedAt,
  };
}

function hasOtherNames({ firstName, lastName }: Candidate, row: DjangoUser | undefined): boolean {
  return firstName !== (row?.first_name ?? '') || lastName !== (row?.last_name ?? '');
}

/** Returns a user name without those that are addresses or have characters that we refuse. */
function toUsername({ id, username }: DjangoUser, email: string, run: ImportRun) {
  const usernameKey = username ? canonicalUsername(username) : null;
  if (username && usernameKey === null && canonicalEmail(username) !== email) {
    run.skip('username', id, `${username} has characters that user names cannot have here`);
  }
  return { username: usernameKey === null ? null : strip(username ?? ''), usernameKey };
}

/** Reserves id, address and user name; true if the user is new. A taken user name is removed. */
function reserve(candidate: Candidate, owners: Owners, run: ImportRun): boolean {
  const { id, email, usernameKey } = candidate;
  const [sameId, sameEmail] = [owners.byId.get(id), owners.byEmail.get(email)];
  if (sameId?.email === email) {
    run.users.present += 1;
    return false;
  }
  if (sameId) run.skip('user', id, `its id belongs to ${sameId.email} here, it is ${email}`);
  else if (sameEmail) run.skip('user', id, `${email} belongs to user ${sameEmail.id}`);
  if (sameId || sameEmail) return false;
  const namesake = usernameKey === null ? undefined : owners.byUsername.get(usernameKey);
  if (namesake) {
    run.skip('username', id, `${candidate.username} belongs to user ${namesake.id}`);
    candidate.username = null;
    candidate.usernameKey = null;
  }
  owners.add(candidate);
  return true;
}

/** The owners of ids, addresses and user names: stored users, and users earlier on the page. */
class Owners {
  readonly byId = new Map<number, Owner>();
  readonly byEmail = new Map<string, Owner>();
  readonly byUsername = new Map<string, Owner>();

  constructor(stored: readonly Owner[]) {
    for (const owner of stored) this.add(owner);
  }

  add(owner: Owner): void {
    this.byId.set(owner.id, owner);
    this.byEmail.set(owner.email, owner);
    if (owner.usernameKey !== null) this.byUsername.set(owner.usernameKey, owner);
  }
}

/** The kind of a hash that cannot be verified here; null for a known kind or an unusable password. */
function unknownKind(encoded: string): string | null {
  if (encoded === '' || encoded.startsWith('!')) return null;
  const prefix = encoded.includes('$') ? encoded.slice(0, encoded.indexOf('$')) : 'unsalted';
  return ['bcrypt', 'bcrypt_sha256', ...FOREIGN_PREFIXES].includes(prefix) ? null : prefix;
}
