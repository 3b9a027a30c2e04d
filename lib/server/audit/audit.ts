import type { Logger } from 'pino';
import type { Database } from '../../../db/database';
import { insertAuditEvent } from '../../../db/repositories/audit-events';
import type { AuditEvent } from '../../../db/schema';
import { CATALOGUE, type EventFacts, type EventName } from './catalogue';
import { tidy, tidyAll } from './tidy';

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
        await insertAuditEvent(db, { event, userId, detail, createdAt: now(), ...place });
      } catch (error) {
        log.error({ err: error, unkept: event }, 'event not kept');
      }
    },
  };
}
