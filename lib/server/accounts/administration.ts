import { changeAccount, findUserById, insertUser, isEmailInUse } from '@/db/repositories/accounts';
import { queueMail } from '@/db/repositories/outbox';
import { endAllSessions } from '@/db/repositories/sessions';
import { takingFrom } from '@/db/repositories/user-data';
import { findUserByEmail, findUserByUsernameKey } from '@/db/repositories/users';
import type { User } from '@/db/tables/schema';
import { invalidFields } from '@/lib/server/errors';
import { hashPassword } from '@/lib/server/passwords/hash';
import { requireGoodPassword } from '@/lib/server/passwords/rules';
import type { Context } from '@/lib/server/use-case/context';
import { fieldMessage } from '@/lib/shared/api-error';
import {
  canonicalEmail,
  canonicalUsername,
  formerUsername,
  stripUnseen,
} from '@/lib/shared/identifiers';

/** The context of an operator, who acts without a request and without signing in. */
export interface Administration extends Pick<Context, 'audit' | 'db' | 'now'> {
  bcryptCost: number;
}

/** The ways to name an account. */
export type AccountKey = 'id' | 'email' | 'username';

const FINDERS: Readonly<
  Record<AccountKey, (admin: Administration, name: string) => Promise<User | null>>
> = {
  id: async ({ db }, name) =>
    /^[1-9]\d{0,14}$/.test(name) ? findUserById(db, Number(name)) : null,
  email: async ({ db }, name) => {
    const email = canonicalEmail(name);
    return email === null ? null : findUserByEmail(db, email);
  },
  username: async ({ db }, name) => {
    const key = canonicalUsername(name);
    return key === null ? null : findUserByUsernameKey(db, key, formerUsername(name));
  },
};

/** An account, and the way in which a name is its own. */
export interface NamedAccount {
  key: AccountKey;
  user: User;
}

/**
 * The accounts that a name may mean: as an id, an address or a user name, or only as what `keys` says.
 * More than one if it is the id of one account and the user name of another.
 */
export async function findAccounts(
  admin: Administration,
  typed: string,
  keys: readonly AccountKey[] = ['id', 'email', 'username'],
): Promise<NamedAccount[]> {
  const name = stripUnseen(typed);
  const found: NamedAccount[] = [];
  for (const key of keys) {
    const user = await FINDERS[key](admin, name);
    if (user && !found.some((other) => other.user.id === user.id)) found.push({ key, user });
  }
  return found;
}

/** The fields of a new superuser; each is valid by itself. */
export interface NewSuperuser {
  email: string;
  username: string | undefined;
  firstName: string;
  lastName: string;
  password: string;
}

/**
 * Creates an account that may see and change all others, its address taken as confirmed. Throws the
 * field errors of a sign-up.
 */
export async function createSuperuser(
  admin: Administration,
  { email, username, firstName, lastName, password }: NewSuperuser,
): Promise<User> {
  const owner = { email, firstName, lastName, username: username ?? null };
  requireGoodPassword('password', password, owner);
  const now = admin.now();
  const user = await insertUser(admin.db, {
    ...owner,
    usernameKey: username === undefined ? null : canonicalUsername(username),
    password: await hashPassword(password, admin.bcryptCost),
    isActive: true,
    isStaff: true,
    isSuperuser: true,
    dateJoined: now,
    emailVerifiedAt: now,
  });
  if (user) {
    await admin.audit.record('operator-created-superuser', { userId: user.id });
    return user;
  }
  const field = (await isEmailInUse(admin.db, email)) ? 'email' : 'username';
  throw invalidFields({ [field]: [fieldMessage.taken(field)] });
}

/** Sets an account's password, ends all its sessions and tells its owner. Throws field errors. */
export async function setPasswordOf(
  admin: Administration,
  user: User,
  newPassword: string,
): Promise<void> {
  requireGoodPassword('password', newPassword, user);
  const password = await hashPassword(newPassword, admin.bcryptCost);
  const { db } = admin;
  const now = admin.now();
  const { id: userId, email: recipient } = user;
  await change(admin, user, { password }, [
    ...takingFrom(db, 'operator-set-password', { userId, now }),
    queueMail(db, { kind: 'password-changed', recipient, userId, now }),
  ]);
  await admin.audit.record('operator-set-password', { userId });
}

/** Lets an account sign in, or shuts it out and ends its sessions. No mail is the way back. */
export async function setActive(
  admin: Administration,
  user: User,
  isActive: boolean,
): Promise<void> {
  const taking = { userId: user.id, now: admin.now() };
  const taken = isActive ? [] : takingFrom(admin.db, 'operator-deactivated', taking);
  const importedAt = isActive ? user.importedAt : null;
  await change(admin, user, { isActive, awaitsActivation: false, importedAt }, taken);
  const event = isActive ? 'operator-activated' : 'operator-deactivated';
  await admin.audit.record(event, { userId: user.id });
}

/** Signs an account out everywhere. */
export async function signOutEverywhere(admin: Administration, user: User): Promise<void> {
  // As a change of the account, so that it counts for links as well.
  const taking = { userId: user.id, now: admin.now() };
  const taken = takingFrom(admin.db, 'operator-ended-sessions', taking);
  await change(admin, user, { importedAt: null }, taken);
  await admin.audit.record('operator-ended-sessions', { userId: user.id, scope: 'account' });
}

/** Signs all users out; returns how many sessions that ended. */
export async function signOutAllUsers(admin: Administration): Promise<number> {
  const ended = await endAllSessions(admin.db, 'operator', admin.now());
  await admin.audit.record('operator-ended-sessions', { scope: 'everybody' });
  return ended;
}

async function change(
  { db }: Administration,
  user: User,
  changes: Partial<User>,
  effects: Parameters<typeof changeAccount>[3],
): Promise<void> {
  const changed = await changeAccount(db, user, changes, effects);
  if (!changed) throw invalidFields({ account: [fieldMessage.changedMeanwhile] });
}
