import {
  createHistogram,
  type IntervalHistogram,
  monitorEventLoopDelay,
  type RecordableHistogram,
} from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { GET as getMe } from '@/app/api/users/me/route';
import { insertUser } from '@/db/repositories/accounts';
import { removeOver } from '@/lib/server/runtime/removal';
import { newSession } from '@/lib/server/sessions/session';
import { issueTokens } from '@/lib/server/sessions/token-pair';
import { type Context, setContext } from '@/lib/server/use-case/context';
import { serverContext } from '@/tests/proofs/server-context';
import { fillDatabase } from '@/tests/support/filled-database';

/** The pause between two requests, and the time for which they are measured without a removal. */
const REQUEST_PAUSE_MS = 5;
const IDLE_MS = 5000;

/** The milliseconds that something took, at the median, for all but one in a hundred, and at most. */
interface Times {
  median: number;
  p99: number;
  max: number;
}

/** The requests, and the event loop's delay, over some time. */
interface Watched {
  requests: Times & { count: number };
  loopDelay: Times;
}

interface Removal extends Watched {
  removed: number;
  seconds: number;
  /** Deletions, each measured from its call to its answer. */
  deletions: Times & { count: number };
}

/**
 * Fills a migrated database with sessions, half of which were over long ago, removes these as a
 * server does, and measures what requests of one user wait meanwhile, and before.
 */
export async function proveRemoval(
  url: string,
  over: number,
): Promise<{ idle: Watched; removal: Removal }> {
  await fillDatabase(url, { users: over, sessions: over, overSessions: over });
  const ctx = await serverContext(url, { EMAIL_TRANSPORT: 'mailbox', RATE_LIMIT: 'off' });
  const { db, settings } = ctx;
  setContext(ctx);
  const authorization = `Bearer ${await signIn(ctx)}`;
  const ask = async () => {
    const { status } = await getMe(
      new Request(`${settings.SITE_URL}/api/users/me/`, { headers: { authorization } }),
    );
    if (status !== 200) throw new Error(`users/me answered ${status}`);
  };
  const idle = await watch(ask, () => sleep(IDLE_MS));
  const deletions = createHistogram();
  const startedAt = performance.now();
  let removed = 0;
  const watched = await watch(ask, async () => {
    const counts = await removeOver(ctx, {
      pause: (ms) => {
        // Three times as long as the deletion took.
        deletions.record(Math.max(1, Math.round((ms / 3) * 1000)));
        return sleep(ms);
      },
    });
    removed = counts.sessions;
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const left = await db.query.$count(db.tables.sessions);
  if (removed !== over || left !== over + 1) throw new Error(`${removed} removed, ${left} left`);
  await db.close();
  const times = { ...timesOf(deletions, 1000), count: deletions.count };
  return { idle, removal: { ...watched, removed, seconds, deletions: times } };
}

/** Signs in a new user; returns the access token. */
async function signIn(ctx: Context): Promise<string> {
  const { db, settings } = ctx;
  const names = { firstName: 'Ada', lastName: 'Lovelace', password: '!' };
  const flags = { isActive: true, isStaff: false, isSuperuser: false, dateJoined: ctx.now() };
  const user = await insertUser(db, { ...names, ...flags, email: 'ada@example.com' });
  if (!user) throw new Error('there is an account already');
  const client = { ipAddress: null, userAgent: null };
  const session = newSession(settings, user.id, client, ctx.now());
  await db.query.insert(db.tables.sessions).values(session);
  return (await issueTokens(ctx, session)).access.token;
}

/** Sends requests one after the other while `act` goes on. */
async function watch(ask: () => Promise<void>, act: () => Promise<unknown>): Promise<Watched> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const requests = createHistogram();
  let isDone = false;
  delay.enable();
  const acting = act().finally(() => {
    isDone = true;
  });
  while (!isDone) {
    const start = performance.now();
    await ask();
    requests.record(Math.max(1, Math.round((performance.now() - start) * 1000)));
    await sleep(REQUEST_PAUSE_MS);
  }
  await acting;
  delay.disable();
  return {
    requests: { ...timesOf(requests, 1000), count: requests.count },
    loopDelay: timesOf(delay, 1e6),
  };
}

/** The milliseconds of a histogram that counts parts of them. */
function timesOf(histogram: IntervalHistogram | RecordableHistogram, perMs: number): Times {
  const ms = (value: number) => Math.round((value / perMs) * 100) / 100;
  return {
    median: ms(histogram.percentile(50)),
    p99: ms(histogram.percentile(99)),
    max: ms(histogram.max),
  };
}
