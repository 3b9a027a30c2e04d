import { nullIfTaken } from '@/db/database/null-if-taken';
import { changeAccount } from '@/db/repositories/accounts';
import {
  findIdentitiesOf,
  findIdentity,
  linkingIdentity,
  unlinkingIdentity,
} from '@/db/repositories/identities';
import { queueMail } from '@/db/repositories/outbox';
import { ApiError, notAuthenticated, notFound } from '@/lib/server/errors';
import { findImported, renameImported } from '@/lib/server/identities/imported';
import { socialRefused } from '@/lib/server/identities/refusals';
import type { Profile, Provider } from '@/lib/server/oauth/provider';
import { hasUsablePassword } from '@/lib/server/passwords/hash';
import { authenticate } from '@/lib/server/sessions/authenticate';
import { providerLabel } from '@/lib/server/settings/provider-label';
import { requireRecentSignIn } from '@/lib/server/sign-in/recent-sign-in';
import type { Context } from '@/lib/server/use-case/context';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';
import type { Input, PresentedTokens, Reply } from '@/lib/server/use-case/use-case';
import type { identitiesList, identitiesUnlink } from '@/lib/shared/contracts/identities';
import { findProvider } from '@/lib/shared/providers';
import { socialMessage } from '@/lib/shared/social-messages';

/** More accounts than any user links. */
const MAX_LISTED = 100;

/** Answers with the caller's linked accounts. */
export async function listIdentities(
  ctx: Context,
  { caller }: Input<typeof identitiesList>,
): Promise<Reply<typeof identitiesList>> {
  const identities = await findIdentitiesOf(ctx.db, caller.user.id, MAX_LISTED);
  const body = identities.map(({ id, provider, email, createdAt, lastUsedAt }) => ({
    id,
    provider,
    label: providerLabel(ctx.settings, provider),
    email,
    created_at: createdAt.toISOString(),
    last_used_at: lastUsedAt?.toISOString() ?? null,
  }));
  return { body };
}

/** Unlinks one of the caller's accounts, unless it is the last way to sign in. */
export async function unlinkIdentity(
  ctx: Context,
  { caller, params, presented }: Input<typeof identitiesUnlink>,
): Promise<Reply<typeof identitiesUnlink>> {
  requireRecentSignIn(ctx, caller);
  return untilUnchanged(async () => {
    // The account's count of changes lets one of two that unlink at once through: the other looks
    // again, and at whether it is still signed in, for the first may have been the owner's return.
    const user = (await authenticate(ctx, presented))?.user;
    if (user?.id !== caller.user.id) throw notAuthenticated();
    const identities = await findIdentitiesOf(ctx.db, user.id, MAX_LISTED);
    const identity = identities.find(({ id }) => String(id) === params.id);
    if (!identity) throw notFound();
    // One at a provider that is configured no more opens nothing; nor, perhaps, does one that was
    // imported from Django and not used here: its subject may be an address, and ours never is.
    const others = identities.filter(
      ({ id, provider, lastUsedAt }) =>
        id !== identity.id && lastUsedAt !== null && findProvider(ctx.providers, provider),
    );
    if (others.length === 0 && !hasUsablePassword(user))
      throw new ApiError(socialMessage.lastWayIn);
    const { id: userId, email: recipient } = user;
    const { provider } = identity;
    const mail = { kind: 'identity-unlinked', recipient, userId, provider } as const;
    const changed = await changeAccount(ctx.db, user, {}, [
      unlinkingIdentity(ctx.db, identity.id),
      queueMail(ctx.db, { ...mail, now: ctx.now() }),
    ]);
    if (!changed) return null;
    ctx.mail.wake();
    const sessionId = caller.session.id;
    await ctx.audit.record('identity-unlinked', { userId, sessionId, provider });
    return { body: null };
  });
}

/**
 * Links an identity to the user who asked for it in this browser and is still signed in; returns their
 * address. Throws if they are signed out, or if the identity is linked to another user.
 */
export async function linkIdentity(
  ctx: Context,
  ownerId: number,
  { slug, label }: Provider,
  profile: Profile,
  presented: PresentedTokens,
): Promise<string> {
  const { subject, email } = profile;
  const key = { provider: slug, subject };
  return untilUnchanged(async () => {
    // Each time, and in one look with the account: its owner may have come back and ended all this.
    const present = await authenticate(ctx, presented);
    if (present?.user.id !== ownerId) {
      throw socialRefused(socialMessage.signedOutMeanwhile);
    }
    const known = await findIdentity(ctx.db, key);
    if (known?.user.id === ownerId) return known.user.email;
    const imported = known ? null : await findImported(ctx, slug, profile);
    if (known || (imported && imported.user.id !== ownerId)) {
      throw socialRefused(socialMessage.identityTaken(label));
    }
    const { user, session } = present;
    if (imported) {
      const { identity } = imported;
      return (await renameImported(ctx, { identity, user }, profile))?.email ?? null;
    }
    const { id: userId, email: recipient } = user;
    const now = ctx.now();
    const mail = { kind: 'identity-linked', recipient, userId, provider: slug, now } as const;
    const change = changeAccount(ctx.db, user, {}, [
      linkingIdentity(ctx.db, key, email, userId, now),
      queueMail(ctx.db, mail),
    ]);
    if (!(await nullIfTaken(ctx.db, change))) return null;
    ctx.mail.wake();
    await ctx.audit.record('identity-linked', { userId, sessionId: session.id, provider: slug });
    return user.email;
  });
}
