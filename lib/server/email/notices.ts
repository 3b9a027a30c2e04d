import type { MailKind, OutboxMail, User } from '../../../db/schema';
import type { Count, Limiter } from '../limits/limiter';

/**
 * What makes each kind of mail leave. A `link` was asked for, and counted for its recipient then, so
 * that who asks too often is told. A `notice` follows from a change, which goes on without it: it is
 * counted here, when it is about to leave.
 */
const CAUSES: Readonly<Record<MailKind, 'link' | 'notice'>> = {
  activation: 'link',
  'password-reset': 'link',
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
 * Counts a mail that is about to leave for the first time. False if it is a notice too many: its
 * recipient has had enough of its kind, or gets no more before the address is confirmed.
 */
export async function countNotice(
  { tryCount }: Pick<Limiter, 'tryCount'>,
  { kind, recipient, attempts }: Pick<OutboxMail, 'kind' | 'recipient' | 'attempts'>,
  user: Pick<User, 'email' | 'emailVerifiedAt'> | null,
): Promise<boolean> {
  if (CAUSES[kind] === 'link' || attempts > 0) return true;
  const counts: Count[] = [['mail-notice', `${kind} ${recipient}`]];
  // What a former address is told of its account's move was counted when that was confirmed.
  if (user?.email === recipient && user.emailVerifiedAt === null) {
    counts.push(['mail-unconfirmed', recipient]);
  }
  return tryCount(...counts);
}
