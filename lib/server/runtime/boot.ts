import cluster from 'node:cluster';
import { DatabaseError } from '@/db/database/database';
import { apiHeaders } from '@/lib/edge/security-headers';
import { type Connections, watchConnections } from '@/lib/server/http/next/connections';
import { type IncomingOptions, watchIncomingRequests } from '@/lib/server/http/next/incoming';
import { redirectHints } from '@/lib/server/identities/redirect-hints';
import { pollOutbox } from '@/lib/server/mail/wake';
import { composeContext } from '@/lib/server/runtime/compose';
import { ensureDevelopmentSecret } from '@/lib/server/runtime/development-secret';
import { drainOnSignals } from '@/lib/server/runtime/drain';
import { startRemoval } from '@/lib/server/runtime/removal';
import { runtimeHints } from '@/lib/server/runtime/runtime-hints';
import { settingsHints } from '@/lib/server/settings/hints';
import { SettingsError } from '@/lib/server/settings/settings';
import { setContext } from '@/lib/server/use-case/context';
import { isOnVercel } from '@/lib/shared/platform';
import { toMs } from '@/lib/shared/time';
import { toVisibleLine, toVisibleLines } from '@/lib/shared/visible-text';

const DATA_FOLDER = './data';

/**
 * Starts the server: settings, database, migrations, polling. On a mistake of the operator it says
 * what to do and exits, so that no server runs with half a configuration.
 */
export async function boot(): Promise<void> {
  let requestSeconds = 30;
  let incoming: IncomingOptions = {};
  let connections: Connections | null = null;
  watchIncomingRequests(() => incoming);
  if (process.env.NODE_ENV === 'production') {
    connections = watchConnections(() => {
      const requestMs = toMs(requestSeconds);
      return { headersMs: requestMs / 2, requestMs };
    });
  }
  try {
    const isNewSecret = provideDevelopmentSecret();
    const context = await composeContext();
    setContext(context);
    // Closing a SQLite database merges its log, so that one file is left.
    process.prependOnceListener('exit', () => void context.db.close());
    const { settings, log, mail } = context;
    const { TRUSTED_PROXY_HOPS: trustedHops, API_PATH_PREFIXES: apiPrefixes } = settings;
    incoming = { trustedHops, apiPrefixes, apiHeaders: apiHeaders(settings) };
    requestSeconds = settings.REQUEST_TIMEOUT;
    if (!isOnVercel()) {
      const stopRemoval = startRemoval(context);
      pollOutbox(() => mail.drain().catch((err) => log.error({ err }, 'outbox not drained')));
      if (connections) drainOnSignals(context, connections, stopRemoval);
    }
    if (isNewSecret) log.info(`JWT_SECRET is not set: made one and kept it in ${DATA_FOLDER}`);
    const hints = [...settingsHints(settings, process.env), ...redirectHints(settings)];
    hints.push(...runtimeHints(process.versions.node));
    // Of several processes, the first says it for all.
    for (const hint of (cluster.worker?.id ?? 1) === 1 ? hints : []) log.warn(hint);
    // `scripts/start.mjs` starts the other processes then.
    process.send?.('booted');
  } catch (error) {
    if (!(error instanceof SettingsError) && !(error instanceof DatabaseError)) throw error;
    // Bad settings are listed one on each line; any other message is one line.
    const toWords = error instanceof SettingsError ? toVisibleLines : toVisibleLine;
    process.stderr.write(`Cannot start: ${toWords(error.message)}\n`);
    process.exit(1);
  }
}

/**
 * Puts a secret into the environment in development, where the middleware finds it too; true if
 * new.
 */
function provideDevelopmentSecret(): boolean {
  if (process.env.NODE_ENV === 'production' || process.env.JWT_SECRET) return false;
  const { secret, isNew } = ensureDevelopmentSecret(DATA_FOLDER);
  process.env.JWT_SECRET = secret;
  return isNew;
}
