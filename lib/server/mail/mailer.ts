import type { Logger } from 'pino';
import type { Database } from '@/db/database/database';
import { claimDueMails, deleteMail, markCounted, postponeMail } from '@/db/repositories/outbox';
import type { OutboxMail } from '@/db/tables/schema';
import type { Limiter } from '@/lib/server/limits/limiter';
import { ATTEMPT_MS, createDelivery } from '@/lib/server/mail/delivery';
import { failureText } from '@/lib/server/mail/failure-text';
import { createPace, type Outcome } from '@/lib/server/mail/pace';
import { countMail } from '@/lib/server/mail/recipients';
import type { MailSubject } from '@/lib/server/mail/render';
import { nextAttempt } from '@/lib/server/mail/retry';
import { findSubject } from '@/lib/server/mail/subject';
import type { Settings } from '@/lib/server/settings/settings';

/** The time for which no other process touches a claimed mail: three attempts. */
const CLAIM_MS = 3 * ATTEMPT_MS;

/** The time after which a drain claims no more mails; the rest is for the next drain. */
const DRAIN_MS = 30_000;

/** Delivers the mails that use cases have queued. */
export interface Mailer {
  /** Reports that there may be mails to deliver, and returns at once. */
  wake(): void;
  /**
   * Delivers the mails that are due, for at most 30 s and one attempt; resolves when none is left or
   * the mail server needs a pause. Rejects if the database fails.
   */
  drain(): Promise<void>;
}

/** The parts that a mailer works with. */
export interface MailerOptions {
  settings: Settings;
  db: Database;
  log: Logger;
  limits: Pick<Limiter, 'tryCount'>;
  now: () => Date;
  /** The work of `wake`, given a drain that never rejects; without it, `wake` does nothing. */
  wake?: (drain: () => Promise<void>) => void;
}

/** A mailer over the outbox of `db`. */
export function createMailer({ settings, db, log, limits, now, wake }: MailerOptions): Mailer {
  const attempt = createDelivery(settings, now, mayLeave);
  const pace = createPace();
  /** Delivered, but their rows could not be deleted: they must not be sent again. */
  const delivered = new Set<string>();
  let underWay: Promise<void> | null = null;
  let isAskedAgain = false;

  async function drainRounds(): Promise<void> {
    try {
      const end = now().getTime() + DRAIN_MS;
      do {
        isAskedAgain = false;
        while (now().getTime() < end && (await deliverSome()));
      } while (isAskedAgain && now().getTime() < end);
    } finally {
      // In the same turn as the last look, so that `drain` never returns a drain that is over.
      underWay = null;
    }
  }

  /** Delivers one batch; false if there is nothing to do now. */
  async function deliverSome(): Promise<boolean> {
    const limit = pace.limit(now());
    if (limit === 0) return false;
    const until = new Date(now().getTime() + CLAIM_MS);
    const mails = await claimDueMails(db, { limit, now: now(), until });
    if (mails.length === 0) return false;
    // All are settled first: mails still under way would come on top of the next eight.
    const results = await Promise.allSettled(mails.map(deliver));
    const outcomes = results.map((result) =>
      result.status === 'fulfilled' ? result.value : { error: result.reason as unknown },
    );
    pace.record(outcomes, now());
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    return true;
  }

  /** Rejects only if the database fails. */
  async function deliver(mail: OutboxMail): Promise<Outcome> {
    const subject = await findSubject(db, mail);
    let outcome: Outcome = 'sent';
    if (!delivered.has(mail.key)) {
      if (isLapsing(mail)) return 'skipped';
      try {
        outcome = await attempt(mail, subject);
      } catch (error) {
        await postpone(mail, error);
        return { error };
      }
    }
    delivered.add(mail.key);
    await deleteMail(db, mail.id);
    delivered.delete(mail.key);
    return outcome;
  }

  /** False for a mail that is one too many for its recipient. */
  async function mayLeave(mail: OutboxMail, { user }: MailSubject): Promise<boolean> {
    const isWanted = await countMail(limits, mail, user);
    const { id: mailId, kind, userId } = mail;
    if (isWanted) await markCounted(db, mailId);
    else log.info({ event: 'mail-dropped', mailId, kind, userId });
    return isWanted;
  }

  /** True if this process was held up since it claimed the mail: another may claim it soon. */
  function isLapsing({ claimedUntil }: OutboxMail): boolean {
    return claimedUntil !== null && claimedUntil.getTime() - now().getTime() < ATTEMPT_MS;
  }

  async function postpone(mail: OutboxMail, error: unknown): Promise<void> {
    const { id: mailId, kind, userId } = mail;
    const dueAt = nextAttempt(mail, error, now());
    const cause = failureText(error);
    const event = dueAt ? 'mail-postponed' : 'mail-failed';
    log[dueAt ? 'warn' : 'error']({ event, mailId, kind, userId, cause });
    await postponeMail(db, mail, { dueAt, error: cause, now: now() });
  }

  function drain(): Promise<void> {
    isAskedAgain = true;
    underWay ??= drainRounds();
    return underWay;
  }

  const drainQuietly = () => drain().catch((err) => log.error({ err }, 'outbox not drained'));
  return { wake: () => wake?.(drainQuietly), drain };
}
