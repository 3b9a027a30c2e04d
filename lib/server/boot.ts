import { DatabaseError } from '../../db/database';
import { isOnVercel } from '../shared/platform';
import { toVisibleLine, toVisibleLines } from '../shared/visible-text';
import { composeContext } from './compose';
import { setContext } from './context';
import { ensureDevelopmentSecret } from './development-secret';
import { pollOutbox } from './email/wake';
import { SettingsError } from './env';
import { settingsHints } from './env-hints';
import { watchConnections } from './http/connections';
import { watchIncomingRequests } from './http/incoming';
import { runtimeHints } from './runtime-hints';
import { redirectHints } from './social/redirect-hints';

const DATA_FOLDER = './data';

/**
 * Starts the server's own part: settings, database, migrations. On a mistake of its operator it
 * says what to do and exits; nothing serves with half a configuration.
 */
export async function boot(): Promise<void> {
  let [trustedHops, requestSeconds] = [0, 30];
  watchIncomingRequests(() => trustedHops);
  if (process.env.NODE_ENV === 'production') {
    watchConnections(() => ({ headersMs: requestSeconds * 500, requestMs: requestSeconds * 1000 }));
  }
  try {
    const isNewSecret = provideDevelopmentSecret();
    const context = await composeContext();
    setContext(context);
    // A closed SQLite file is one file; one left open keeps its log beside it.
    process.once('exit', () => void context.db.close());
    const { settings, log, mail } = context;
    trustedHops = settings.TRUSTED_PROXY_HOPS;
    requestSeconds = settings.REQUEST_TIMEOUT;
    if (!isOnVercel()) {
      pollOutbox(() => mail.drain().catch((err) => log.error({ err }, 'outbox not drained')));
    }
    if (isNewSecret) log.info(`JWT_SECRET is not set: made one and kept it in ${DATA_FOLDER}`);
    const hints = [...settingsHints(settings, process.env), ...redirectHints(settings)];
    hints.push(...runtimeHints(process.versions.node));
    for (const hint of hints) log.warn(hint);
  } catch (error) {
    if (!(error instanceof SettingsError) && !(error instanceof DatabaseError)) throw error;
    // Bad settings are listed one a line; other messages are one line, whatever they quote.
    const toWords = error instanceof SettingsError ? toVisibleLines : toVisibleLine;
    process.stderr.write(`Cannot start: ${toWords(error.message)}\n`);
    process.exit(1);
  }
}

/** Development needs no secret of its operator's; middleware finds it in the environment too. */
function provideDevelopmentSecret(): boolean {
  if (process.env.NODE_ENV === 'production' || process.env.JWT_SECRET) return false;
  const { secret, isNew } = ensureDevelopmentSecret(DATA_FOLDER);
  process.env.JWT_SECRET = secret;
  return isNew;
}
