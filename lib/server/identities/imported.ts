import { nullIfTaken } from '@/db/database/null-if-taken';
import { changeAccount } from '@/db/repositories/accounts';
import {
  findIdentitiesOf,
  findIdentity,
  renamingIdentity,
  type UserIdentity,
} from '@/db/repositories/identities';
import { queueMail } from '@/db/repositories/outbox';
import { findUserByEmail } from '@/db/repositories/users';
import type { User } from '@/db/tables/schema';
import type { Profile } from '@/lib/server/oauth/provider';
import type { Context } from '@/lib/server/use-case/context';
import { canonicalEmail } from '@/lib/shared/identifiers';

/** More accounts than any user links. */
const MAX_LISTED = 100;

/** Finds the identity that an import from Django left under another subject than the provider's own. */
type Finder = (ctx: Context, profile: Profile) => Promise<UserIdentity | null>;

/**
 * Django stored the address. Google's own subjects are numbers, so no other identity has an `@`; and an
 * address counts only while Google says that this person reads its mail.
 */
const findByAddress: Finder = async ({ db }, { email, isEmailVerified }) => {
  if (email === null || !isEmailVerified) return null;
  const exact = await findIdentity(db, { provider: 'google', subject: email });
  if (exact) return exact;
  // In another letter case, an index finds it by its user alone.
  const user = await findUserByEmail(db, email);
  const identities = user ? await findIdentitiesOf(db, user.id, MAX_LISTED) : [];
  const identity = identities.find(
    ({ provider, subject }) =>
      provider === 'google' && subject.includes('@') && canonicalEmail(subject) === email,
  );
  return user && identity ? { user, identity } : null;
};

/**
 * Django stored the bare `sub`, which is unique within a tenant; here the tenant stands before it, with
 * a colon. Names and addresses are never compared: the administrator of a tenant writes them ("nOAuth").
 */
const findBySubject: Finder = async ({ db, settings }, { subject }) => {
  if (/^(?:common|organizations)$/.test(settings.SOCIAL_AUTH_MICROSOFT_TENANT)) return null;
  const bare = subject.slice(subject.indexOf(':') + 1);
  return /[:@]/.test(bare) ? null : findIdentity(db, { provider: 'microsoft', subject: bare });
};

const FINDERS: Readonly<Record<string, Finder>> = {
  google: findByAddress,
  microsoft: findBySubject,
};

/** The identity of a provider's account as Django named it, if it was never used here; else null. */
export async function findImported(
  ctx: Context,
  provider: string,
  profile: Profile,
): Promise<UserIdentity | null> {
  const found = Object.hasOwn(FINDERS, provider) ? await FINDERS[provider]?.(ctx, profile) : null;
  return found?.identity.lastUsedAt === null ? found : null;
}

/**
 * Gives an imported identity the provider's own subject, once, and tells the owner of the account. Of
 * many at once one succeeds. The user as changed, or null if the account changed or the identity was
 * linked meanwhile.
 */
export async function renameImported(
  ctx: Context,
  { identity, user }: UserIdentity,
  { subject, email }: Profile,
): Promise<User | null> {
  const { id: userId, email: recipient } = user;
  const { provider } = identity;
  const now = ctx.now();
  const mail = { kind: 'identity-linked', recipient, userId, provider, now } as const;
  const change = changeAccount(ctx.db, user, {}, [
    renamingIdentity(ctx.db, identity, { subject, email }, now),
    queueMail(ctx.db, mail),
  ]);
  const changed = await nullIfTaken(ctx.db, change);
  if (!changed) return null;
  ctx.mail.wake();
  await ctx.audit.record('identity-linked', { userId, provider });
  return changed;
}
