import type { MailKind, OutboxMail, User } from '@/db/tables/schema';
import type { Count, Limiter } from '@/lib/server/limits/limiter';

/**
 * The class as which each kind of mail counts for its recipient. A `link` was asked for; a `notice`
 * follows from a change, which goes on without it. An `entry` is a link without which there is no way
 * into an account: it is limited by the requests for it alone, so that no other mail can use it up.
 */
const CLASSES: Readonly<Record<MailKind, 'entry' | 'link' | 'notice'>> = {
  activation: 'entry',
  'password-reset': 'entry',
  'email-reset': 'link',
  'username-reset': 'link',
  'email-confirm': 'link',
  'identity-confirm': 'link',
  'account-created': 'notice',
  'password-changed': 'notice',
  'email-changing': 'notice',
  'email-changed': 'notice',
  'session-ended': 'notice',
  'new-device': 'notice',
  'identity-linked': 'notice',
  'identity-unlinked': 'notice',
};

/** The fields of a mail that decide how it counts. */
type Counted = Pick<OutboxMail, 'kind' | 'recipient' | 'isCounted' | 'isUnconfirmed'>;

/**
 * Counts a mail that is about to leave, unless an earlier attempt was counted. False if it is one too
 * many: the recipient has had as many as the limit allows, or gets no more notices before the address
 * is confirmed.
 */
export async function countMail(
  { tryCount }: Pick<Limiter, 'tryCount'>,
  { kind, recipient, isCounted, isUnconfirmed }: Counted,
  user: Pick<User, 'email' | 'emailVerifiedAt'> | null,
): Promise<boolean> {
  const mailClass = CLASSES[kind];
  if (mailClass === 'entry' || isCounted) return true;
  if (mailClass === 'link') return tryCount(['mail-link', recipient]);
  const counts: Count[] = [['mail-notice', `${kind} ${recipient}`]];
  const isOfAccount = user?.email === recipient && user.emailVerifiedAt === null;
  if (isOfAccount) counts.push(['mail-unconfirmed', recipient]);
  // Counted apart from the notice before it: the link in this one is the way back.
  else if (isUnconfirmed) counts.push(['mail-unconfirmed', `moved ${recipient}`]);
  return tryCount(...counts);
}
