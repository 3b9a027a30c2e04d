import type { Database } from '@/db/database/database';
import { findUserById } from '@/db/repositories/accounts';
import { findEmailChange } from '@/db/repositories/email-changes';
import { findProvidersOf } from '@/db/repositories/identities';
import { findPendingIdentity } from '@/db/repositories/pending-identities';
import { findSession } from '@/db/repositories/sessions';
import type { OutboxMail } from '@/db/tables/schema';
import type { MailSubject } from '@/lib/server/mail/render';

/** Returns the rows that a queued mail is about, as they are now. */
export async function findSubject(
  db: Database,
  { kind, userId, changeId, sessionId, pendingIdentityId, provider }: OutboxMail,
): Promise<MailSubject> {
  return {
    user: userId === null ? null : await findUserById(db, userId),
    change: changeId === null ? null : await findEmailChange(db, changeId),
    session: sessionId === null ? null : await findSession(db, sessionId),
    pending: pendingIdentityId === null ? null : await findPendingIdentity(db, pendingIdentityId),
    provider,
    linked: kind === 'password-changed' && userId !== null ? await findProvidersOf(db, userId) : [],
  };
}
