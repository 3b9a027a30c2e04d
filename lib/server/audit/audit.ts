import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '@/db/database/database';
import { insertAuditEvent } from '@/db/repositories/audit-events';
import type { AuditEvent } from '@/db/tables/schema';
import { CATALOGUE, type EventFacts, type EventName } from '@/lib/server/audit/catalogue';
import { deviceName } from '@/lib/server/audit/device-name';
import { tidy, tidyAll } from '@/lib/server/audit/tidy';
import { addressBlock } from '@/lib/server/limits/address-block';
import { HOUR_SECONDS, toMs } from '@/lib/shared/time';

/** The parties of an event: the account, its session, and an actor who is not the owner. */
export interface EventParties {
  /** The account; null or absent if there is none. */
  userId?: number | null | undefined;
  sessionId?: string;
  /** The user who acted on another user's account. Only the log has that user's address. */
  actorId?: number;
}

/** The client of an event. */
type Origin = Pick<AuditEvent, 'ipAddress' | 'userAgent'>;

/**
 * The audit trail: a line of the log for each security event, and a row for those that owners may
 * read.
 */
export interface Audit {
  /** Records an event that has happened. Never rejects: a row that cannot be added is logged. */
  record<E extends EventName>(event: E, about: EventParties & EventFacts[E]): Promise<void>;
  /** Returns the audit trail for a request, with its log and client. */
  forRequest(log: Logger, client: Origin): Audit;
}

interface AuditOptions {
  db: Database;
  log: Logger;
  now: () => Date;
  /** The client of the events; absent if an operator acts on the machine itself. */
  client?: Origin;
}

/** The time within which a repeated event stays one row, in milliseconds. */
const FOLD_MS = toMs(HOUR_SECONDS);

const NOWHERE: Origin = { ipAddress: null, userAgent: null };

/** Creates an audit trail in `log` and in a table of `db`. */
export function createAudit({ db, log, now, client = NOWHERE }: AuditOptions): Audit {
  const where = { ipAddress: client.ipAddress, userAgent: tidy(client.userAgent) };
  return {
    forRequest: (requestLog, requestClient) =>
      createAudit({ db, now, log: requestLog, client: requestClient }),

    async record(event, { userId = null, sessionId = null, actorId, ...rest }) {
      const { outcome, level, kept } = CATALOGUE[event];
      const facts = tidyAll(rest);
      const actor = actorId === undefined ? {} : { actorId };
      const session = tidy(sessionId);
      log[level]({ event, outcome, userId, ...actor, sessionId: session, ...where, ...facts });
      if (kept === 'never' || (kept === 'of-account' && userId === null)) return;
      const [detail = null] = Object.values(facts);
      const place = actorId === undefined ? { ...where, sessionId: session } : NOWHERE;
      try {
        const row = { event, userId, detail, createdAt: now(), ...place };
        await insertAuditEvent(db, { ...row, foldKey: foldKeyOf(row) });
      } catch (error) {
        log.error({ err: error, unkept: event }, 'event not kept');
      }
    },
  };
}

type Row = Pick<AuditEvent, 'event' | 'userId' | 'detail' | 'createdAt' | keyof Origin>;

/**
 * Returns one key for events that an owner would read as the same: of one account, from one network
 * and with one browser, within one hour of the clock. The number of rows is bounded by the number
 * of those, however often a request is repeated.
 */
function foldKeyOf({ event, userId, detail, createdAt, ipAddress, userAgent }: Row): string {
  const hour = Math.floor(createdAt.getTime() / FOLD_MS);
  const place = [addressBlock(ipAddress), deviceName(userAgent)];
  return createHash('sha256')
    .update(JSON.stringify([event, userId, detail, hour, ...place]))
    .digest('base64url');
}
