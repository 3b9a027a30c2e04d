import type { MailKind, OutboxMail, User } from '../../../db/schema';
import type { Count, Limiter } from '../limits/limiter';

/**
 * What each kind of mail counts as for its recipient. A `link` was asked for, and the one who asked too
 * often was told so; a `notice` follows from a change, which goes on without it. `way-back` is the link
 * to a new password: no other mail may use it up.
 */
const CLASSES: Readonly<Record<MailKind, 'way-back' | 'link' | 'notice'>> = {
  'password-reset': 'way-back',
  activation: 'link',
  'email-reset': 'link',
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

/**
 * Counts a mail that is about to leave for the first time. False if it is one too many: its recipient
 * has had enough of these, or gets no more notices before the address is confirmed.
 */
export async function countMail(
  { tryCount }: Pick<Limiter, 'tryCount'>,
  { kind, recipient, attempts }: Pick<OutboxMail, 'kind' | 'recipient' | 'attempts'>,
  user: Pick<User, 'email' | 'emailVerifiedAt'> | null,
): Promise<boolean> {
  const mailClass = CLASSES[kind];
  if (mailClass === 'way-back' || attempts > 0) return true;
  if (mailClass === 'link') return tryCount(['mail-link', recipient]);
  const counts: Count[] = [['mail-notice', `${kind} ${recipient}`]];
  // What a former address is told of its account's move was counted when that was confirmed.
  if (user?.email === recipient && user.emailVerifiedAt === null) {
    counts.push(['mail-unconfirmed', recipient]);
  }
  return tryCount(...counts);
}
