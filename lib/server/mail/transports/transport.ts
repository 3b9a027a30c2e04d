import type { Message } from '@/lib/server/mail/transports/message';

/** A message with its sender and date, as the transports get it. */
interface OutgoingMessage extends Message {
  from: string;
  /** ISO 8601, UTC. */
  sentAt: string;
  /** The time at which the mail was queued; ISO 8601, UTC, the same for every attempt. */
  queuedAt: string;
  /** The same for every attempt at this mail. */
  key: string;
}

/**
 * Delivers one message, and releases all resources once `signal` aborts. Rejects with a
 * `DeliveryError`, or anything else that may be tried again.
 */
export type Transport = (message: OutgoingMessage, signal: AbortSignal) => Promise<void>;

/**
 * The reason why a message was not delivered. `permanent`: it never will be. `throttled`: the service
 * refuses more for now, so all mails wait.
 */
export class DeliveryError extends Error {
  override name = 'DeliveryError';

  constructor(
    readonly kind: 'permanent' | 'throttled',
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
