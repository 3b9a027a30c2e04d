import cluster from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { endConnections, stopListening } from '@/lib/server/http/next/closing';
import type { Connections } from '@/lib/server/http/next/connections';
import { type Context, setContext } from '@/lib/server/use-case/context';

/** The time in which what is under way may finish, in milliseconds. */
const DRAIN_MS = 10_000;

/** The time for which other processes are waited for, in milliseconds. */
const OTHERS_MS = 1000;

/** One press of Ctrl-C comes twice, from the terminal and from npm: no second signal before this. */
const SAME_SIGNAL_MS = 1000;

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Ends the process in order on SIGTERM or SIGINT: it takes no more connections, finishes what is
 * under way, gives up its claims on mails, stops removing rows and closes the database. A second
 * signal ends it at once.
 */
export function drainOnSignals(
  context: Context,
  connections: Connections,
  stopRemoval: () => Promise<void>,
): void {
  let since = 0;
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    // Those of Next.js close idle connections at once (13: all), or exit with an error.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      // Of several processes, the one that supervises the others hands it on as SIGTERM.
      if (cluster.isWorker && signal === 'SIGINT') return;
      if (since > 0 && Date.now() - since > SAME_SIGNAL_MS) process.exit(exitCode);
      if (since > 0) return;
      since = Date.now();
      void drain(context, connections, stopRemoval).finally(() => process.exit(0));
    });
  }
}

async function drain(
  context: Context,
  connections: Connections,
  stopRemoval: () => Promise<void>,
): Promise<void> {
  const { db, log, mail } = context;
  setContext({ ...context, isEnding: true });
  log.info('ending: finishing what is under way');
  const goOn = await stopListening(connections);
  await untilOthersStopped();
  goOn();
  const [left, mails] = await Promise.allSettled([
    endConnections(connections, DRAIN_MS),
    mail.stop(DRAIN_MS),
    stopRemoval(),
  ]);
  if (left.status === 'fulfilled' && left.value > 0)
    log.warn(`ended with ${left.value} connections open`);
  if (mails.status === 'rejected') log.error({ err: mails.reason }, 'claims on mails not given up');
  await db.close();
}

/** Waits, where all processes on this port end, until none of them takes connections any more. */
async function untilOthersStopped(): Promise<void> {
  if (!process.send) return;
  const finish = once(process, 'message');
  process.send('closed');
  await Promise.race([finish, sleep(OTHERS_MS)]);
}
