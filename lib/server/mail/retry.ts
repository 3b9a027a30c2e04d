import { randomInt } from 'node:crypto';
import type { OutboxMail } from '@/db/tables/schema';
import { DeliveryError } from '@/lib/server/mail/transports/transport';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

/** A mail is tried for this long at least; an outage of a day loses none. */
const GIVE_UP_AFTER_MS = 48 * HOUR_MS;

/** Providers count per second; sooner would only be refused again. */
const THROTTLED_MS = 5 * SECOND_MS;

const RANDOM_STEPS = 2 ** 32;

/**
 * When to try a mail again that has just failed: after 1 s, 2 s, 4 s, up to an hour, each shortened
 * at random by up to half so that not all come at once. Null if there is no use in it. `random`
 * gives 0 ≤ n < 1.
 */
export function nextAttempt(
  { attempts, createdAt }: Pick<OutboxMail, 'attempts' | 'createdAt'>,
  error: unknown,
  now: Date,
  random: () => number = () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
): Date | null {
  const kind = error instanceof DeliveryError ? error.kind : null;
  if (kind === 'permanent') return null;
  if (now.getTime() - createdAt.getTime() >= GIVE_UP_AFTER_MS) return null;
  const backOff = Math.min(SECOND_MS * 2 ** attempts, HOUR_MS);
  const delay = kind === 'throttled' ? Math.max(backOff, THROTTLED_MS) : backOff;
  return new Date(now.getTime() + delay * (1 - random() / 2));
}
