import { nullIfTaken } from '@/db/database/null-if-taken';
import { changeAccount } from '@/db/repositories/accounts';
import { linkingIdentity } from '@/db/repositories/identities';
import { queueMail } from '@/db/repositories/outbox';
import { forgettingPendingIdentity } from '@/db/repositories/pending-identities';
import { takingFrom } from '@/db/repositories/user-data';
import { findUserByEmail } from '@/db/repositories/users';
import type { PendingIdentity, User } from '@/db/tables/schema';
import { createSocialUser } from '@/lib/server/identities/new-user';
import { socialRefused } from '@/lib/server/identities/refusals';
import { badLink, findLink, type Link } from '@/lib/server/links/links';
import { makeUnusablePassword } from '@/lib/server/passwords/hash';
import { readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { beginSession } from '@/lib/server/sign-in/sign-in';
import type { Context } from '@/lib/server/use-case/context';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { identitiesConfirm } from '@/lib/shared/contracts/identities';
import { socialMessage } from '@/lib/shared/social-messages';

type Confirm = typeof identitiesConfirm;

/** A pending identity whose address is known. */
type Pending = PendingIdentity & { email: string };

/**
 * Signs in the person who follows the link of a pending identity in the browser that came back with
 * it: both the account at the provider and the address are theirs. In another browser it is worth
 * nothing: an attacker could else have a link mailed to a victim that lets the attacker in once followed.
 */
export async function confirmIdentity(
  ctx: Context,
  { body, client, presented }: Input<Confirm>,
): Promise<Reply<Confirm>> {
  let user: User | null = null;
  // A stranger with a session may change the account all the time: that must not keep its owner out.
  return untilUnchanged(
    async () => {
      const pending = await findPending(ctx, { uid: body.claim, token: body.token });
      if (!pending) throw await badLink(ctx, 'identity-confirm', null);
      const device = readDeviceCookie(presented.cookie('device'));
      if (pending.device !== device.hash) throw socialRefused(socialMessage.otherBrowser);
      user = await findUserByEmail(ctx.db, pending.email);
      const owner = user ? await admit(ctx, user, pending) : await create(ctx, pending);
      if (!owner) return null;
      const signedIn = { user: owner, device, method: pending.provider };
      const begun = await beginSession(ctx, { client, presented }, signedIn, {});
      if (!begun) return null;
      const { tokens, deviceCookie } = begun;
      const { access, refresh } = tokens;
      return {
        body: { access: access.token, refresh: refresh.token, user: pending.email },
        tokenCookies: tokens,
        cookies: [deviceCookie],
      };
    },
    { refuse: () => badLink(ctx, 'identity-confirm', user) },
  );
}

/** The pending identity that a link is for, without spending it; null if the link is not good now. */
export async function findPending(ctx: Context, link: Link): Promise<Pending | null> {
  const { pending } = (await findLink(ctx, 'identity-confirm', link)).subject ?? {};
  return pending?.email ? { ...pending, email: pending.email } : null;
}

/** The new account of a pending identity. Null if the same link was used at the same time. */
async function create(ctx: Context, pending: Pending): Promise<User | null> {
  const user = await createSocialUser(ctx, pending, pending, pending.email);
  if (user) await forgettingPendingIdentity(ctx.db, pending.id);
  return user;
}

/**
 * Links the pending identity to the account with its address. If the account had not confirmed the
 * address, a stranger may have created it: all that they left in it is taken away.
 */
async function admit(ctx: Context, user: User, pending: Pending): Promise<User | null> {
  const { db } = ctx;
  if (!user.isActive && !user.awaitsActivation) {
    throw socialRefused(socialMessage.accountNotActive);
  }
  const now = ctx.now();
  const { id: userId, email: recipient } = user;
  const { provider, firstName, lastName } = pending;
  const isProven = user.emailVerifiedAt !== null;
  const changes = isProven
    ? {}
    : {
        firstName: firstName || user.firstName,
        lastName: lastName || user.lastName,
        username: null,
        usernameKey: null,
        password: makeUnusablePassword(),
        isActive: true,
        awaitsActivation: false,
        emailVerifiedAt: now,
      };
  const way = isProven ? 'identity-confirmed' : 'identity-confirmed-unconfirmed';
  const change = changeAccount(db, user, changes, [
    ...takingFrom(db, way, { userId, now }),
    linkingIdentity(db, pending, pending.email, userId, now),
    forgettingPendingIdentity(db, pending.id),
    queueMail(db, { kind: 'identity-linked', recipient, userId, provider, now }),
  ]);
  const changed = await nullIfTaken(db, change);
  if (changed) await ctx.audit.record('identity-linked', { userId, provider });
  return changed;
}
