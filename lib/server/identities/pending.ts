import { queueMail } from '@/db/repositories/outbox';
import {
  findNewestPendingIdentity,
  insertingPendingIdentity,
  namingEmail,
} from '@/db/repositories/pending-identities';
import type { PendingIdentity } from '@/db/tables/schema';
import type { ApiError } from '@/lib/server/errors';
import { confirmEmailFirst, nameEmailFirst, socialRefused } from '@/lib/server/identities/refusals';
import { PENDING_SECONDS } from '@/lib/server/links/token';
import type { Profile, Provider } from '@/lib/server/oauth/provider';
import { randomId } from '@/lib/server/random-id';
import { readDeviceCookie } from '@/lib/server/sessions/device-cookie';
import type { Context } from '@/lib/server/use-case/context';
import type { Input, Reply } from '@/lib/server/use-case/use-case';
import type { identitiesClaim } from '@/lib/shared/contracts/identities';
import { socialMessage } from '@/lib/shared/social-messages';
import { addSeconds } from '@/lib/shared/time';

/**
 * Stores a pending identity for this browser, which came back from a provider that does not vouch for the
 * address, and sends a link there. Returns the answer: to look into the mail, or without an address to
 * name one. It is the same whether or not an account has the address.
 */
export async function confirmByMail(
  ctx: Context,
  { slug, label }: Provider,
  { subject, email, firstName, lastName }: Profile,
  device: string,
): Promise<ApiError> {
  const id = randomId();
  const createdAt = ctx.now();
  const names = { firstName, lastName };
  const pending = { id, provider: slug, subject, email, ...names, device, createdAt };
  if (email === null) {
    await insertingPendingIdentity(ctx.db, pending);
    return nameEmailFirst(label);
  }
  await ctx.limits.count(['mail-recipient', `identity-confirm ${email}`]);
  await insertingPendingIdentity(ctx.db, pending);
  await sendLink(ctx, pending, email);
  return confirmEmailFirst(email);
}

/** Sets the address of the pending identity of this browser, whose provider gave none. */
export async function namePendingEmail(
  ctx: Context,
  { body: { email }, presented }: Input<typeof identitiesClaim>,
): Promise<Reply<typeof identitiesClaim>> {
  const since = addSeconds(ctx.now(), -PENDING_SECONDS);
  const { hash } = readDeviceCookie(presented.cookie('device'));
  const pending = await findNewestPendingIdentity(ctx.db, hash, since);
  if (!pending) throw socialRefused(socialMessage.nothingToConfirm);
  await ctx.limits.count(['mail-recipient', `identity-confirm ${email}`]);
  await namingEmail(ctx.db, pending.id, email);
  await sendLink(ctx, pending, email);
  return { body: null };
}

async function sendLink(ctx: Context, { id }: PendingIdentity, recipient: string): Promise<void> {
  const kind = 'identity-confirm';
  await queueMail(ctx.db, { kind, recipient, userId: null, pendingIdentityId: id, now: ctx.now() });
  ctx.mail.wake();
}
