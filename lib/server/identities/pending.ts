import { queueMail } from '@/db/repositories/outbox';
import {
  findNewestPendingIdentity,
  insertingPendingIdentity,
  namingEmail,
} from '@/db/repositories/pending-identities';
import type { PendingIdentity } from '@/db/tables/schema';
import type { ApiError } from '@/lib/server/errors';
import { confirmEmailFirst, nameEmailFirst, socialRefused } from '@/lib/server/identities/errors';
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
 * Notes that this browser came back from a provider with an account whose address nobody vouches for,
 * and sends a link there. Gives what its person is told: to look into their mail, or without an
 * address to name one. Whoever has the address, and whether anybody does, makes no difference.
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

/** Names the address for the account elsewhere that this browser came back with, without one. */
export async function namePendingEmail(
  ctx: Context,
  { body: { email }, presented }: Input<typeof identitiesClaim>,
): Promise<Reply<typeof identitiesClaim>> {
  const since = addSeconds(ctx.now(), -PENDING_SECONDS);
  const { hash } = readDeviceCookie(presented.device);
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
