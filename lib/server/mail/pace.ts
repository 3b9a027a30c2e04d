import { backOffMs } from '@/lib/server/mail/back-off';
import { DeliveryError } from '@/lib/server/mail/transports/transport';
import { MINUTE_SECONDS, toMs } from '@/lib/shared/time';

/** Mails under way at the same time, and so the most sockets that a dead server can hold. */
const MAX_UNDER_WAY = 8;

const LONGEST_PAUSE_MS = toMs(MINUTE_SECONDS);

/** The result of an attempt at a mail; `skipped` if no attempt was needed. */
export type Outcome = 'sent' | 'skipped' | { readonly error: unknown };

/** The pace at which a process delivers: a mail server that fails is left alone for a while. */
export interface Pace {
  /** The number of mails to try now: 0 in a pause, 1 to see whether the server is back, else 8. */
  limit(now: Date): number;
  /** Records the results of the mails just tried. */
  record(outcomes: readonly Outcome[], now: Date): void;
}

/**
 * A pace that pauses for 1 s, 2 s, 4 s, up to a minute while nothing gets through. Thousands of
 * waiting mails would otherwise be tried, and put off, one by one.
 */
export function createPace(): Pace {
  let failuresInARow = 0;
  let pausedUntil = 0;
  return {
    limit(now) {
      if (now.getTime() < pausedUntil) return 0;
      return failuresInARow > 0 ? 1 : MAX_UNDER_WAY;
    },
    record(outcomes, now) {
      const verdicts = outcomes.filter((outcome) => outcome !== 'skipped').map(verdictOf);
      if (verdicts.length === 0) return;
      const isThrottled = verdicts.includes('throttled');
      // A mail that is refused for good shows that the server is there.
      const isReached = verdicts.includes('sent') || verdicts.includes('permanent');
      if (isReached && !isThrottled) {
        failuresInARow = 0;
        return;
      }
      pausedUntil = now.getTime() + backOffMs(failuresInARow, LONGEST_PAUSE_MS, isThrottled);
      failuresInARow += 1;
    },
  };
}

function verdictOf(
  outcome: Exclude<Outcome, 'skipped'>,
): 'sent' | 'failed' | DeliveryError['kind'] {
  if (outcome === 'sent') return 'sent';
  return outcome.error instanceof DeliveryError ? outcome.error.kind : 'failed';
}
