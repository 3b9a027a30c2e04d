import type { OutboxMail } from '@/db/tables/schema';
import { type MailSubject, renderMail } from '@/lib/server/mail/render';
import { sender } from '@/lib/server/mail/sender';
import {
  create as createConsole,
  probe as probeConsole,
} from '@/lib/server/mail/transports/console';
import {
  create as createMailbox,
  probe as probeMailbox,
} from '@/lib/server/mail/transports/mailbox';
import type { Transport } from '@/lib/server/mail/transports/transport';
import type { Settings } from '@/lib/server/settings/settings';

interface TransportModule {
  create(settings: Settings): Transport;
  /** Resolves if mails could be sent; sends none. Rejects with what to do. */
  probe(settings: Settings): Promise<void>;
}

/** Transport by the value of EMAIL_TRANSPORT. The AWS SDK is heavy: it is loaded if it is used. */
const TRANSPORTS: Readonly<Record<Settings['EMAIL_TRANSPORT'], () => Promise<TransportModule>>> = {
  mailbox: async () => ({ create: createMailbox, probe: probeMailbox }),
  console: async () => ({ create: createConsole, probe: probeConsole }),
  ses: () => import('@/lib/server/mail/transports/ses'),
};

/** Resolves if the transport of the settings could send mails; rejects with what to do. */
export async function probeTransport(settings: Settings): Promise<void> {
  const { probe } = await TRANSPORTS[settings.EMAIL_TRANSPORT]();
  await probe(settings);
}

/** The longest that an attempt takes, in milliseconds, whatever the transport and its server do. */
export const ATTEMPT_MS = 20_000;

/**
 * Renders a mail and hands it to the transport. `skipped` if it has no recipient, or no reason any
 * more; rejects with the reason if it could not be delivered.
 */
export type Deliver = (mail: OutboxMail, subject: MailSubject) => Promise<'sent' | 'skipped'>;

/**
 * Delivery by the transport that the settings name. `mayLeave` is asked only after a mail is written,
 * so that a mail that has become pointless counts against no recipient.
 */
export function createDelivery(
  settings: Settings,
  now: () => Date,
  mayLeave: (mail: OutboxMail, subject: MailSubject) => Promise<boolean>,
): Deliver {
  const from = sender(settings);
  let loading: Promise<Transport> | null = null;
  return async (mail, subject) => {
    const message = renderMail(mail, subject, settings, now());
    if (!message || !(await mayLeave(mail, subject))) return 'skipped';
    loading ??= TRANSPORTS[settings.EMAIL_TRANSPORT]().then(({ create }) => create(settings));
    const send = await loading.catch((error: unknown) => {
      // The next mail tries to load it again.
      loading = null;
      throw error;
    });
    const [sentAt, queuedAt] = [now().toISOString(), mail.createdAt.toISOString()];
    const signal = AbortSignal.timeout(ATTEMPT_MS);
    const outgoing = { ...message, from, sentAt, queuedAt, key: mail.key };
    await Promise.race([send(outgoing, signal), rejectOn(signal)]);
    return 'sent';
  };
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
