import type { Database } from '@/db/database/database';
import { findUserById } from '@/db/repositories/accounts';
import { findEmailChanges, findPendingChange } from '@/db/repositories/email-changes';
import { findPendingIdentity } from '@/db/repositories/pending-identities';
import type { EmailChange, User } from '@/db/tables/schema';
import type { Audit } from '@/lib/server/audit/audit';
import { refusedAt } from '@/lib/server/errors';
import {
  type AccountPurpose,
  type AccountSubject,
  decodeUid,
  EMAIL_UNDO_SECONDS,
  isLinkFor,
  type LinkSubjects,
} from '@/lib/server/links/token';
import type { Settings } from '@/lib/server/settings/settings';
import { detailMessage } from '@/lib/shared/api-error';
import { LIMITS } from '@/lib/shared/limits';
import type { LinkPurpose } from '@/lib/shared/link-purposes';
import { addSeconds, ageSeconds } from '@/lib/shared/time';

/** The part of a use case's context that looking a link up needs. */
interface LinkContext {
  readonly db: Database;
  readonly settings: Settings;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** The two parts that every link carries. */
export interface Link {
  uid: string;
  token: string;
}

/**
 * The most changes that the limit lets a user ask for while links about them are good. Of more, the
 * oldest count: to undo one undoes those after it, and no thief who makes many buries the way back.
 */
const MAX_CHANGES =
  LIMITS['email-change'].atOnce + EMAIL_UNDO_SECONDS / LIMITS['email-change'].everySeconds;

/** The subject of a link, null unless the link is good now; and the user that it names, if any. */
interface FoundLink<P extends LinkPurpose> {
  user: User | null;
  subject: LinkSubjects[P] | null;
}

/** Finds the user of a uid, and the subjects that its links may be about. */
type Lookup<Subject> = (
  ctx: LinkContext,
  uid: string,
) => Promise<{ user: User | null; subjects: Subject[] }>;

const ofAccount: Lookup<AccountSubject> = async ({ db }, uid) => {
  const id = decodeUid(uid);
  const user = id === null ? null : await findUserById(db, id);
  return { user, subjects: user ? [{ user, change: null }] : [] };
};

const ofPendingChange: Lookup<AccountSubject> = async (ctx, uid) => {
  const { user } = await ofAccount(ctx, uid);
  const change = user && (await findPendingChange(ctx.db, user.id));
  const isGood = change && isRecent(change, ctx.now());
  return { user, subjects: user && isGood ? [{ user, change }] : [] };
};

const ofChanges: Lookup<AccountSubject> = async (ctx, uid) => {
  const { user } = await ofAccount(ctx, uid);
  if (!user) return { user, subjects: [] };
  const since = addSeconds(ctx.now(), -EMAIL_UNDO_SECONDS);
  const changes = await findEmailChanges(ctx.db, user.id, since, MAX_CHANGES);
  const recent = changes.filter((change) => isRecent(change, ctx.now()));
  return { user, subjects: recent.map((change) => ({ user, change })) };
};

const LOOKUPS: { readonly [P in LinkPurpose]: Lookup<LinkSubjects[P]> } = {
  activation: ofAccount,
  'password-reset': ofAccount,
  'email-reset': ofAccount,
  'username-reset': ofAccount,
  'email-confirm': ofPendingChange,
  'email-undo': ofChanges,
  'identity-confirm': async ({ db }, uid) => {
    const pending = await findPendingIdentity(db, uid);
    return { user: null, subjects: pending ? [{ pending }] : [] };
  },
};

/** Looks a link up without spending it. */
export async function findLink<P extends LinkPurpose>(
  ctx: LinkContext,
  purpose: P,
  { uid, token }: Link,
): Promise<FoundLink<P>> {
  const { user, subjects } = await LOOKUPS[purpose](ctx, uid);
  const now = ctx.now();
  const subject = subjects.find((about) => isLinkFor(purpose, about, token, ctx.settings, now));
  return { user, subject: subject ?? null };
}

/** True while a change of address is young enough for the links about it. */
export function isRecent({ askedAt, confirmedAt }: EmailChange, now: Date): boolean {
  return ageSeconds(confirmedAt ?? askedAt, now) < EMAIL_UNDO_SECONDS;
}

/** The subject of a good link. Throws Djoser's error about the uid, then about the token. */
export async function requireGood(
  ctx: LinkContext,
  purpose: AccountPurpose,
  { user, subject }: FoundLink<AccountPurpose>,
): Promise<AccountSubject> {
  if (subject) return subject;
  const refusal = await badLink(ctx, purpose, user);
  throw user ? refusal : refusedAt('uid', detailMessage.unknownUid);
}

/** The subject of a good link about a change of address. Throws like `requireGood`. */
export async function requireChange(
  ctx: LinkContext,
  purpose: 'email-confirm' | 'email-undo',
  link: Link,
): Promise<{ user: User; change: EmailChange }> {
  const { user, change } = await requireGood(ctx, purpose, await findLink(ctx, purpose, link));
  if (!change || !mayUseLink(purpose, user)) throw await badLink(ctx, purpose, user);
  return { user, change };
}

/** Records and describes a link that is forged, spent, too old, or of another purpose or user. */
export async function badLink(ctx: LinkContext, purpose: LinkPurpose, user: User | null) {
  await ctx.audit.record('link-refused', { userId: user?.id, purpose });
  return refusedAt('token', detailMessage.badLink);
}

/** True if this user may use the link: activation is only for accounts that await it. */
export function mayUseLink(purpose: AccountPurpose, user: User): boolean {
  if (purpose === 'activation') return !user.isActive && user.awaitsActivation;
  // A user who reads the mail of the address has shown as much as an activation asks for.
  return user.isActive || (purpose === 'password-reset' && user.awaitsActivation);
}

/**
 * The address that a good link is about, without spending it: for the page behind it. It is the new
 * one, the one to keep, or the account's. Null if the link is not good now.
 */
export async function findLinkEmail(
  ctx: LinkContext,
  purpose: AccountPurpose,
  link: Link,
): Promise<string | null> {
  const { subject } = await findLink(ctx, purpose, link);
  if (!subject || !mayUseLink(purpose, subject.user)) return null;
  const { user, change } = subject;
  if (!change) return user.email;
  return purpose === 'email-confirm' ? change.newEmail : change.oldEmail;
}
