import type { Database } from '@/db/database/database';
import { idByEmail } from '@/db/repositories/accounts';
import { queueMail } from '@/db/repositories/outbox';
import type { Limiter } from '@/lib/server/limits/limiter';

/** The part of a use case's context that asking for a link needs. */
interface RequestContext {
  readonly db: Database;
  readonly limits: Limiter;
  readonly mail: { wake(): void };
  readonly now: () => Date;
}

/**
 * Sends a link to this address if an account in this state has it. An address without an account takes
 * as long and counts as much. Throws the 429.
 */
export async function requestLink(
  { db, limits, mail, now }: RequestContext,
  kind: 'activation' | 'password-reset' | 'email-reset' | 'username-reset',
  email: string,
  state: Parameters<typeof idByEmail>[2],
): Promise<void> {
  await limits.count(['mail-recipient', `${kind} ${email}`]);
  const userId = idByEmail(db, email, state);
  await queueMail(db, { kind, recipient: email, userId, now: now() });
  mail.wake();
}
