import type { Logger } from 'pino';
import type { Settings } from '../env';
import type { Message, Transport } from './message';

/** Transport by the value of EMAIL_TRANSPORT; only the chosen one is loaded, at the first mail. */
const TRANSPORTS: Readonly<
  Record<Settings['EMAIL_TRANSPORT'], () => Promise<{ create(settings: Settings): Transport }>>
> = {
  mailbox: () => import('./transports/mailbox'),
  console: () => import('./transports/console'),
  ses: () => import('./transports/ses'),
};

/** Hands mails over for delivery. */
export interface Mailer {
  /** Returns at once; a failure is logged and never the caller's. */
  send(message: Message): void;
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<void>;
}

/** A mailer for these settings; `now` dates the mails. */
export function createMailer(settings: Settings, now: () => Date, log: Logger): Mailer {
  const from = sender(settings);
  const underWay = new Set<Promise<void>>();
  let transport: Transport | undefined;

  async function deliver(message: Message): Promise<void> {
    try {
      transport ??= (await TRANSPORTS[settings.EMAIL_TRANSPORT]()).create(settings);
      await transport({ ...message, from, sentAt: now().toISOString() });
    } catch (error) {
      log.error({ err: error, subject: message.subject }, 'mail not delivered');
    }
  }

  return {
    send(message) {
      const delivery = deliver(message).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}

function sender(settings: Settings): string {
  const address = settings.AWS_SES_FROM_EMAIL ?? `no-reply@${new URL(settings.SITE_URL).hostname}`;
  return `"${settings.SITE_NAME.replace(/["\\\r\n]/g, '')}" <${address}>`;
}
