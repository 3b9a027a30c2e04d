import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '@/db/database/database';
import { deleteMail, markCounted, postponeMail } from '@/db/repositories/outbox';
import type { OutboxMail } from '@/db/tables/schema';
import type { Limiter } from '@/lib/server/limits/limiter';
import { createClaims, isLapsing } from '@/lib/server/mail/claims';
import { createDelivery } from '@/lib/server/mail/delivery';
import { failureText } from '@/lib/server/mail/failure-text';
import { createPace, type Outcome } from '@/lib/server/mail/pace';
import { countMail } from '@/lib/server/mail/recipients';
import type { MailSubject } from '@/lib/server/mail/render';
import { nextAttempt } from '@/lib/server/mail/retry';
import { findSubject } from '@/lib/server/mail/subject';
import type { Settings } from '@/lib/server/settings/settings';

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
  /**
   * Delivers no more from now on; what is queued stays so. Waits for mails on their way for at most
   * `withinMs`, and gives the others that it had claimed to other processes. Rejects if the database
   * fails.
   */
  stop(withinMs: number): Promise<void>;
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
  const claims = createClaims(db);
  /** Delivered, but their rows could not be deleted: they must not be sent again. */
  const delivered = new Set<string>();
  let isStopped = false;
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
    const limit = isStopped ? 0 : pace.limit(now());
    const mails = limit === 0 ? [] : await claims.take(limit, now());
    if (mails.length === 0) return false;
    // All are settled first: mails still under way would come on top of the next eight.
    const results = await Promise.allSettled(mails.map(deliver));
    pace.record(results.map(outcomeOf), now());
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    return true;
  }

  /** Rejects only if the database fails. */
  async function deliver(mail: OutboxMail): Promise<Outcome> {
    const subject = await findSubject(db, mail);
    let outcome: Outcome = 'sent';
    if (!delivered.has(mail.key)) {
      if (isStopped || isLapsing(mail, now())) return 'skipped';
      try {
        outcome = await attempt(mail, subject);
      } catch (error) {
        await postpone(mail, error);
        return { error };
      }
    }
    delivered.add(mail.key);
    await deleteMail(db, mail.id);
    claims.settle(mail);
    delivered.delete(mail.key);
    return outcome;
  }

  /** False for a mail that is one too many for its recipient. */
  async function mayLeave(mail: OutboxMail, { user }: MailSubject): Promise<boolean> {
    const isWanted = await countMail(limits, mail, user);
    if (isWanted) await markCounted(db, mail.id);
    else log.info({ event: 'mail-dropped', ...named(mail) });
    return isWanted;
  }

  async function postpone(mail: OutboxMail, error: unknown): Promise<void> {
    const dueAt = nextAttempt(mail, error, now());
    const cause = failureText(error);
    const event = dueAt ? 'mail-postponed' : 'mail-failed';
    log[dueAt ? 'warn' : 'error']({ event, ...named(mail), cause });
    await postponeMail(db, mail, { dueAt, error: cause, now: now() });
    claims.settle(mail);
  }

  async function stop(withinMs: number): Promise<void> {
    isStopped = true;
    await Promise.race([drainQuietly(), sleep(withinMs, undefined, { ref: false })]);
    await claims.release();
  }

  function drain(): Promise<void> {
    isAskedAgain = true;
    underWay ??= drainRounds();
    return underWay;
  }

  const drainQuietly = () => drain().catch((err) => log.error({ err }, 'outbox not drained'));
  return { wake: () => wake?.(drainQuietly), drain, stop };
}

function outcomeOf(result: PromiseSettledResult<Outcome>): Outcome {
  return result.status === 'fulfilled' ? result.value : { error: result.reason as unknown };
}

/** A mail as the log names it, without its address. */
function named({ id: mailId, kind, userId }: OutboxMail): object {
  return { mailId, kind, userId };
}
