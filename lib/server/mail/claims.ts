import type { Database } from '@/db/database/database';
import { claimDueMails, releaseMails } from '@/db/repositories/outbox';
import type { OutboxMail } from '@/db/tables/schema';
import { ATTEMPT_MS } from '@/lib/server/mail/delivery';

/** The time for which no other process touches a claimed mail: three attempts. */
const CLAIM_MS = 3 * ATTEMPT_MS;

/** The mails that this process has claimed; it settles those of one claim before the next. */
export interface Claims {
  /** Claims up to `limit` mails that are due. */
  take(limit: number, now: Date): Promise<OutboxMail[]>;
  /** Notes that a mail was delivered or put off. */
  settle(mail: OutboxMail): void;
  /** Gives the mails that are not settled to other processes. */
  release(): Promise<void>;
}

/** Claims on mails in the outbox of `db`. */
export function createClaims(db: Database): Claims {
  let last = { until: new Date(0), ids: new Set<number>() };
  return {
    async take(limit, now) {
      const until = new Date(now.getTime() + CLAIM_MS);
      const mails = await claimDueMails(db, { limit, now, until });
      last = { until, ids: new Set(mails.map(({ id }) => id)) };
      return mails;
    },
    settle: ({ id }) => void last.ids.delete(id),
    async release() {
      const { until, ids } = last;
      if (ids.size > 0) await releaseMails(db, { until, ids: [...ids] });
    },
  };
}

/** True if this process was held up since it claimed the mail: another may claim it soon. */
export function isLapsing({ claimedUntil }: OutboxMail, now: Date): boolean {
  return claimedUntil !== null && claimedUntil.getTime() - now.getTime() < ATTEMPT_MS;
}
