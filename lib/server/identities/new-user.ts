import { nullIfTaken } from '@/db/database/null-if-taken';
import { idByEmail, insertUser } from '@/db/repositories/accounts';
import { isEmailKept } from '@/db/repositories/email-changes';
import { type IdentityKey, linkingIdentity } from '@/db/repositories/identities';
import { queueMail } from '@/db/repositories/outbox';
import type { User } from '@/db/tables/schema';
import { socialRefused } from '@/lib/server/identities/refusals';
import { EMAIL_UNDO_SECONDS } from '@/lib/server/links/token';
import type { Profile } from '@/lib/server/oauth/provider';
import { makeUnusablePassword } from '@/lib/server/passwords/hash';
import type { Context } from '@/lib/server/use-case/context';
import { socialMessage } from '@/lib/shared/social-messages';
import { addSeconds } from '@/lib/shared/time';
import { nameOfAddress } from '@/lib/shared/user-names';

/**
 * Creates an account without a password for a user with a confirmed address who signs in at a provider.
 * Null if the address or the identity was taken meanwhile.
 */
export async function createSocialUser(
  ctx: Context,
  key: IdentityKey,
  { firstName, lastName }: Pick<Profile, 'firstName' | 'lastName'>,
  email: string,
): Promise<User | null> {
  const { db } = ctx;
  const now = ctx.now();
  const undoableSince = addSeconds(now, -EMAIL_UNDO_SECONDS);
  if (await isEmailKept(db, email, undoableSince, null)) {
    throw socialRefused(socialMessage.addressReserved);
  }
  const row = {
    email,
    // The provider may have told no name at all.
    firstName: firstName || lastName ? firstName : nameOfAddress(email),
    lastName,
    password: makeUnusablePassword(),
    isActive: true,
    isStaff: false,
    isSuperuser: false,
    dateJoined: now,
    emailVerifiedAt: now,
  };
  const userId = idByEmail(db, email, 'any');
  const mails = ctx.settings.SEND_CONFIRMATION_EMAIL
    ? [queueMail(db, { kind: 'account-created', recipient: email, userId, now })]
    : [];
  const link = linkingIdentity(db, key, email, { email }, now);
  const user = await nullIfTaken(db, insertUser(db, row, [link, ...mails]));
  if (user) await ctx.audit.record('signed-up', { userId: user.id });
  return user;
}
