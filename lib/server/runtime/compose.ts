import { openDatabase } from '@/db/client';
import { createAudit } from '@/lib/server/audit/audit';
import { createLimiter } from '@/lib/server/limits/limiter';
import { createMailer, type MailerOptions } from '@/lib/server/mail/mailer';
import { createTicker, createVercelWake } from '@/lib/server/mail/wake';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import {
  countHashThreads,
  createHashThreads,
  getHashThreads,
  setHashThreads,
} from '@/lib/server/passwords/hash-threads';
import { createLog } from '@/lib/server/runtime/log';
import { createLogSink } from '@/lib/server/runtime/log-sink';
import { parseSettings } from '@/lib/server/settings/settings';
import { loadKeys } from '@/lib/server/settings/signing';
import type { Context } from '@/lib/server/use-case/context';
import { isOnVercel } from '@/lib/shared/platform';

/** The parts that a context is assembled from. */
type Parts = Pick<Context, 'settings' | 'keys' | 'db' | 'log' | 'now'> & {
  /** Delivers mail after an answer; without it, mail stays in the outbox. */
  wake?: MailerOptions['wake'];
};

/** Assembles a context over an open database. */
export function assembleContext({ wake, ...parts }: Parts): Context {
  const limits = createLimiter({ ...parts, hashSlots: () => getHashThreads().slots() });
  const mail = createMailer({ ...parts, limits, ...(wake && { wake }) });
  const providers = createProviders(parts.settings, { now: parts.now });
  const audit = createAudit(parts);
  return { ...parts, mail, limits, audit, providers, isEnding: false };
}

/**
 * Reads the settings and opens the database that they name. Throws a `SettingsError` or a
 * `DatabaseError` that says what the operator can do.
 */
export async function composeContext(): Promise<Context> {
  const settings = parseSettings(process.env);
  const keys = await loadKeys(settings);
  const log = createLog(settings.LOG_LEVEL, createLogSink());
  // `npm start` makes a number of `auto`; a server that is started otherwise is alone.
  const threads = countHashThreads(Number(settings.WEB_CONCURRENCY) || 1);
  setHashThreads(createHashThreads({ threads, onHint: (hint) => log.warn(hint) }));
  const db = await openDatabase(settings.DATABASE_URL);
  const wake = isOnVercel() ? await createVercelWake() : createTicker();
  return assembleContext({ settings, keys, db, log, now: () => new Date(), wake });
}
