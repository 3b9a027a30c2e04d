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

/** Whom an event is about. */
export interface About {
  /** The account; null or absent if there is none. */
  userId?: number | null | undefined;
  sessionId?: string;
  /** Whoever acted on somebody else's account. The log alone says from where they did. */
  actorId?: number;
}

/** From where somebody acts. */
type Place = Pick<AuditEvent, 'ipAddress' | 'userAgent'>;

/** Notes security events: one line of the log for each, and a row of those that owners may read. */
export interface Audit {
  /** Notes an event that has happened. Never rejects: a row that cannot be added is logged. */
  note<E extends EventName>(event: E, about: About & EventFacts[E]): Promise<void>;
  /** The same for a request, with its log and from where it comes. */
  forRequest(log: Logger, client: Place): Audit;
}

interface AuditOptions {
  db: Database;
  log: Logger;
  now: () => Date;
  /** Where the events come from; nowhere if an operator acts on the machine itself. */
  client?: Place;
}

/** What repeats itself within it is one row, in milliseconds. */
const FOLD_MS = toMs(HOUR_SECONDS);

const NOWHERE: Place = { ipAddress: null, userAgent: null };

/** An audit trail in `log` and in a table of `db`. */
export function createAudit({ db, log, now, client = NOWHERE }: AuditOptions): Audit {
  const where = { ipAddress: client.ipAddress, userAgent: tidy(client.userAgent) };
  return {
    forRequest: (requestLog, requestClient) =>
      createAudit({ db, now, log: requestLog, client: requestClient }),

    async note(event, { userId = null, sessionId = null, actorId, ...rest }) {
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

type Row = Pick<AuditEvent, 'event' | 'userId' | 'detail' | 'createdAt' | keyof Place>;

/**
 * The same for what an owner would read as the same thing again: an event of one account, from one
 * network and with one browser, within one hour of the clock. The number of rows is bounded by how
 * many of those there are, however often a request is repeated.
 */
function foldKeyOf({ event, userId, detail, createdAt, ipAddress, userAgent }: Row): string {
  const hour = Math.floor(createdAt.getTime() / FOLD_MS);
  const place = [addressBlock(ipAddress), deviceName(userAgent)];
  return createHash('sha256')
    .update(JSON.stringify([event, userId, detail, hour, ...place]))
    .digest('base64url');
}
