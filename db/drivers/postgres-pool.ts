import { existsSync } from 'node:fs';
import pg from 'pg';
import { DatabaseError } from '@/db/database/database';
import { describeUrl } from '@/db/database/database-url';
import { isLoopback } from '@/lib/shared/loopback';
import { isOnVercel } from '@/lib/shared/platform';

/**
 * The connections of a server that lives on, and of one among many that a platform starts and
 * stops.
 */
const MAX_CONNECTIONS = 10;
const MAX_CONNECTIONS_SERVERLESS = 4;

const IDLE_MS = 30_000;
const IDLE_MS_SERVERLESS = 5000;

/** A request must get its answer, or a 503, within five seconds. */
const CONNECT_MS = 2000;
const STATEMENT_MS = 2000;
/**
 * The wait for an answer: the server ends a slow statement before, unless it does not answer at
 * all.
 */
export const ANSWER_MS = 2500;

const SERVER_LIMITS = {
  statement_timeout: STATEMENT_MS,
  lock_timeout: STATEMENT_MS,
  idle_in_transaction_session_timeout: 10_000,
};

/** Returns the driver's options: verified TLS, except on this machine or if the URL disables it. */
export function connectionOptions(url: string): pg.ClientConfig {
  const parsed = new URL(url);
  const { searchParams } = parsed;
  const mode = searchParams.get('sslmode');
  if (mode === 'no-verify' || searchParams.get('uselibpqcompat')) {
    throw new DatabaseError(
      `DATABASE_URL must not ask ${describeUrl(url)} for TLS without verification: an attacker could pose as the server. Use sslmode=verify-full, with sslrootcert=<file> if its authority is its own`,
    );
  }
  const isPlain = mode === 'disable' || (mode === null && isLocal(parsed));
  searchParams.set('sslmode', isPlain ? 'disable' : 'verify-full');
  const certificate = searchParams.get('sslrootcert');
  if (certificate && !existsSync(certificate)) {
    throw new DatabaseError(`DATABASE_URL names sslrootcert=${certificate}, which is not there`);
  }
  return { connectionString: parsed.href, connectionTimeoutMillis: CONNECT_MS };
}

/** True if the host is this machine, as the driver sees it: a parameter or PGHOST may name another. */
function isLocal(url: URL): boolean {
  const plain = new URL(url);
  plain.search = '';
  const host = url.searchParams.get('host');
  if (host) plain.searchParams.set('host', host);
  const resolved = new pg.Client({ connectionString: plain.href, ssl: false }).host;
  return resolved.startsWith('/') || isLoopback(resolved);
}

/** Creates a pool of connections; without limits behind a pooler that refuses the server's limits. */
export async function createPool(url: string): Promise<pg.Pool> {
  const pool = poolOf(url, SERVER_LIMITS);
  try {
    await pool.query('select 1');
    return pool;
  } catch (error) {
    if (!/unsupported startup parameter/.test(String(error))) return pool;
    await pool.end();
    return poolOf(url, {});
  }
}

function poolOf(url: string, limits: Partial<typeof SERVER_LIMITS>): pg.Pool {
  const isServerless = isOnVercel();
  const pool = new pg.Pool({
    ...connectionOptions(url),
    ...limits,
    query_timeout: ANSWER_MS,
    max: isServerless ? MAX_CONNECTIONS_SERVERLESS : MAX_CONNECTIONS,
    idleTimeoutMillis: isServerless ? IDLE_MS_SERVERLESS : IDLE_MS,
  });
  // A broken connection, idle or in use, is replaced; without a listener its error would end the
  // process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
