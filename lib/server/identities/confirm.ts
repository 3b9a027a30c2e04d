import { nullIfTaken } from '@/db/database/null-if-taken';
import { changeAccount } from '@/db/repositories/accounts';
import { linkingIdentity } from '@/db/repositories/identities';
import { findClaim, forgettingClaim } from '@/db/repositories/identity-claims';
import { queueMail } from '@/db/repositories/outbox';
import { takingFrom } from '@/db/repositories/user-data';
import { findUserByEmail } from '@/db/repositories/users';
import type { IdentityClaim, User } from '@/db/tables/schema';
import { socialRefused } from '@/lib/server/identities/errors';
import { createSocialUser } from '@/lib/server/identities/user';
import { isClaimToken } from '@/lib/server/links/claim-token';
import { badLink } from '@/lib/server/links/links';
import { makeUnusablePassword } from '@/lib/server/passwords/hash';
import { readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import { beginSession } from '@/lib/server/sign-in/sign-in';
import type { Context } from '@/lib/server/use-case/context';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { identitiesConfirm } from '@/lib/shared/contracts/identities';
import { socialMessage } from '@/lib/shared/social-messages';

type Confirm = typeof identitiesConfirm;

/** A claim that may be confirmed, and its address. */
type GoodClaim = IdentityClaim & { email: string };

/**
 * Signs in whoever follows the link of a claim in the browser that made it: both the account
 * elsewhere and the address are theirs. In another browser it is worth nothing, or somebody could
 * mail a stranger a link that lets themselves in.
 */
export async function confirmIdentity(
  ctx: Context,
  { body, client, presented }: Input<Confirm>,
): Promise<Reply<Confirm>> {
  const visit = { client, presented };
  let user: User | null = null;
  // Whoever sits in the account may change it all the time: that must not keep its owner out.
  return untilUnchanged(
    async () => {
      const claim = await findGoodClaim(ctx, body);
      if (!claim) throw await badLink(ctx, 'identity-confirm', null);
      const device = readDeviceCookie(presented.device);
      if (claim.device !== device.hash) throw socialRefused(socialMessage.otherBrowser);
      user = await findUserByEmail(ctx.db, claim.email);
      const owner = user ? await admit(ctx, user, claim) : await create(ctx, claim);
      if (!owner) return null;
      const who = { user: owner, device, method: claim.provider };
      const begun = await beginSession(ctx, visit, who, {});
      if (!begun) return null;
      const { tokens, deviceCookie } = begun;
      const { access, refresh } = tokens;
      return {
        body: { access: access.token, refresh: refresh.token, user: claim.email },
        tokenCookies: tokens,
        cookies: [deviceCookie],
      };
    },
    () => badLink(ctx, 'identity-confirm', user),
  );
}

/** The claim that a link is for, without spending it; null if the link is not good now. */
export async function findGoodClaim(
  ctx: Context,
  { claim: id, token }: { claim: string; token: string },
): Promise<GoodClaim | null> {
  const claim = await findClaim(ctx.db, id);
  if (!claim?.email || !isClaimToken(claim, token, ctx.settings, ctx.now())) return null;
  return { ...claim, email: claim.email };
}

/** Null if the same link was used at the same time. */
async function create(ctx: Context, claim: GoodClaim): Promise<User | null> {
  const user = await createSocialUser(ctx, claim, claim, claim.email);
  if (user) await forgettingClaim(ctx.db, claim.id);
  return user;
}

/**
 * Links the claimed account to the one with its address. If nobody had shown that the address is
 * theirs, whoever made the account may be somebody else: all that they left in it is gone.
 */
async function admit(ctx: Context, user: User, claim: GoodClaim): Promise<User | null> {
  const { db } = ctx;
  if (!user.isActive && !user.awaitsActivation) {
    throw socialRefused(socialMessage.accountNotActive);
  }
  const now = ctx.now();
  const { id: userId, email: recipient } = user;
  const { provider, firstName, lastName } = claim;
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
    linkingIdentity(db, claim, claim.email, userId, now),
    forgettingClaim(db, claim.id),
    queueMail(db, { kind: 'identity-linked', recipient, userId, provider, now }),
  ]);
  const changed = await nullIfTaken(db, change);
  if (changed) await ctx.audit.note('identity-linked', { userId, provider });
  return changed;
}
