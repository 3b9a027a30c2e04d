import { openDatabase } from '../../db/client';
import { readKeys } from '../edge/keys';
import { createAudit } from './audit/audit';
import type { Context } from './context';
import { createMailer } from './email/mailer';
import { createTicker, createVercelWake } from './email/wake';
import { parseSettings } from './env';
import { createLog } from './log';

/**
 * Reads the settings and opens what they name. Throws a `SettingsError` or a `DatabaseError` that
 * says what its operator can do.
 */
export async function composeContext(): Promise<Context> {
  const settings = parseSettings(process.env);
  const keys = await readKeys(settings);
  const now = () => new Date();
  const log = createLog(settings.LOG_LEVEL);
  const db = await openDatabase(settings.DATABASE_URL);
  const wake = process.env.VERCEL ? await createVercelWake() : createTicker();
  const mail = createMailer({ settings, db, log, now, wake });
  const audit = createAudit({ db, log, now });
  return { settings, keys, db, mail, audit, log, now };
}
