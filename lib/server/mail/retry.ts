import { randomInt } from 'node:crypto';
import type { OutboxMail } from '@/db/tables/schema';
import { backOffMs } from '@/lib/server/mail/back-off';
import { DeliveryError } from '@/lib/server/mail/transports/transport';
import { ageSeconds, HOUR_SECONDS, toMs } from '@/lib/shared/time';

const LONGEST_WAIT_MS = toMs(HOUR_SECONDS);

/** The time for which a mail is tried at least: an outage of a day loses none. */
const GIVE_UP_AFTER_SECONDS = 48 * HOUR_SECONDS;

const RANDOM_STEPS = 2 ** 32;

/**
 * The time at which to try a mail again that has just failed: after 1 s, 2 s, 4 s, up to an hour,
 * each shortened at random by up to half so that not all come at once. Null if another attempt is of
 * no use. `random` gives 0 ≤ n < 1.
 */
export function nextAttempt(
  { attempts, createdAt }: Pick<OutboxMail, 'attempts' | 'createdAt'>,
  error: unknown,
  now: Date,
  random: () => number = () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
): Date | null {
  const kind = error instanceof DeliveryError ? error.kind : null;
  if (kind === 'permanent') return null;
  if (ageSeconds(createdAt, now) >= GIVE_UP_AFTER_SECONDS) return null;
  const delay = backOffMs(attempts, LONGEST_WAIT_MS, kind === 'throttled');
  return new Date(now.getTime() + delay * (1 - random() / 2));
}
