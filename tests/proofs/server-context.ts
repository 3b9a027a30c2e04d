import { openDatabase } from '@/db/client';
import { assembleContext } from '@/lib/server/runtime/compose';
import { createLog } from '@/lib/server/runtime/log';
import { parseSettings } from '@/lib/server/settings/settings';
import { loadKeys } from '@/lib/server/settings/signing';
import type { Context } from '@/lib/server/use-case/context';
import { JWT_SECRET } from '@/scripts/serve';

/** The context of a server on this database, without the server, its log and its mails. */
export async function serverContext(
  url: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Context> {
  const given = { SITE_URL: 'http://localhost:3000', JWT_SECRET, DATABASE_URL: url };
  const settings = parseSettings({ ...given, ...env });
  const log = createLog('silent', { write() {} });
  const [keys, db] = [await loadKeys(settings), await openDatabase(url)];
  return assembleContext({ settings, keys, db, log, now: () => new Date() });
}
