import type { Logger } from 'pino';
import type { Database } from '../../../db/database';
import { findUserById } from '../../../db/repositories/accounts';
import { claimDueMails, deleteMail, postponeMail } from '../../../db/repositories/outbox';
import { rootCause } from '../../../db/root-cause';
import type { OutboxMail } from '../../../db/schema';
import type { Settings } from '../env';
import { renderMail } from './render';
import { nextAttempt } from './retry';
import { DeliveryError, type Transport } from './transport';

/** Transport by the value of EMAIL_TRANSPORT; only the chosen one is loaded, at the first mail. */
const TRANSPORTS: Readonly<
  Record<Settings['EMAIL_TRANSPORT'], () => Promise<{ create(settings: Settings): Transport }>>
> = {
  mailbox: () => import('./transports/mailbox'),
  console: () => import('./transports/console'),
  ses: () => import('./transports/ses'),
};

/** Mails on their way at the same time, so also the most sockets that a dead server can hold. */
const MAX_UNDER_WAY = 8;

/** Longer than any attempt takes: until then no other process touches a claimed mail. */
const CLAIM_MS = 60_000;

/** Delivers what use cases have queued. */
export interface Mailer {
  /** Says that there may be something to deliver, and returns at once. */
  wake(): void;
  /** Delivers what is due now; resolves when nothing of it is left. Rejects with the database. */
  drain(): Promise<void>;
}

interface MailerOptions {
  settings: Settings;
  db: Database;
  log: Logger;
  now: () => Date;
  /** In place of the one that the settings name. */
  transport?: Transport;
  /** What `wake` does; nothing unless told. */
  wake?: (drain: () => Promise<void>) => unknown;
}

/** A mailer over the outbox of `db`. */
export function createMailer(options: MailerOptions): Mailer {
  const { settings, db, log, now, wake } = options;
  const from = sender(settings);
  let transport = options.transport && Promise.resolve(options.transport);
  let underWay: Promise<void> | undefined;

  async function drainOnce(): Promise<void> {
    for (;;) {
      const until = new Date(now().getTime() + CLAIM_MS);
      const mails = await claimDueMails(db, { limit: MAX_UNDER_WAY, now: now(), until });
      if (mails.length === 0) return;
      // Settled, all of them: what a drain left behind would come on top of the next eight.
      const results = await Promise.allSettled(mails.map(deliver));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
      if (results.some((r) => r.status === 'fulfilled' && r.value === 'throttled')) return;
    }
  }

  async function deliver(mail: OutboxMail): Promise<'done' | 'throttled'> {
    const user = mail.userId === null ? null : await findUserById(db, mail.userId);
    try {
      const message = renderMail(mail, user, settings, now());
      transport ??= TRANSPORTS[settings.EMAIL_TRANSPORT]().then((module) =>
        module.create(settings),
      );
      const send = await transport;
      if (message) await send({ ...message, from, sentAt: now().toISOString(), key: mail.key });
    } catch (error) {
      await postpone(mail, error);
      return error instanceof DeliveryError && error.kind === 'throttled' ? 'throttled' : 'done';
    }
    await deleteMail(db, mail.id);
    return 'done';
  }

  async function postpone(mail: OutboxMail, error: unknown): Promise<void> {
    const dueAt = nextAttempt(mail, error, now());
    // SES quotes addresses; the log is no place for them.
    const cause = (rootCause(error)?.message ?? String(error)).replace(/\S+@\S+/g, '…');
    const { kind, userId, id: mailId } = mail;
    const event = dueAt ? 'mail-postponed' : 'mail-failed';
    log[dueAt ? 'warn' : 'error']({ event, mailId, kind, userId, cause });
    const attempts = mail.attempts + 1;
    await postponeMail(db, mail.id, { attempts, dueAt, error: cause.slice(0, 500), now: now() });
  }

  async function drain(): Promise<void> {
    underWay ??= drainOnce().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  const drainQuietly = () => drain().catch((err) => log.error({ err }, 'outbox not drained'));
  return { wake: () => wake?.(drainQuietly), drain };
}

function sender(settings: Settings): string {
  const address = settings.AWS_SES_FROM_EMAIL ?? `no-reply@${new URL(settings.SITE_URL).hostname}`;
  const name = settings.SITE_NAME.replace(/["\\\r\n]/g, '');
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name}" <${address}>`;
  // RFC 2047: a header is ASCII, and an encoded word has at most 75 characters.
  const words = Array.from({ length: Math.ceil([...name].length / 11) }, (_, i) =>
    Buffer.from([...name].slice(i * 11, (i + 1) * 11).join('')).toString('base64'),
  );
  return `${words.map((word) => `=?UTF-8?B?${word}?=`).join(' ')} <${address}>`;
}
