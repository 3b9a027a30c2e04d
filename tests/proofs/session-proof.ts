import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@/db/client';
import type { Database } from '@/db/database/database';
import { changeAccount } from '@/db/repositories/accounts';
import { endingSessionsOf } from '@/db/repositories/sessions';
import { findUserByEmail } from '@/db/repositories/users';
import { withTwo } from '@/scripts/serve';
import { PASSWORD } from '@/tests/proofs/cause-mail';
import { type Pair, People } from '@/tests/proofs/people';

/** The workload of a run. */
export interface SessionWorkload {
  rounds: number;
  parallel: number;
  cycles: number;
  replays: number;
  interleavings: number;
}

/** The results of a run; everything but `pairs` must be 0. */
export interface SessionReport {
  /** Refreshes of one token at once that were refused, and rounds with more than one successor. */
  refused: number;
  forked: number;
  /** Cycles after which a client that had lost answers was signed out. */
  signedOut: number;
  /** Replays after the grace that went unnoticed, and other devices that they cost. */
  undetected: number;
  untouchedLost: number;
  /** Tokens that still worked after their session had been ended while it was refreshed. */
  alive: number;
  /** Token pairs that the interleavings issued, which shows that refreshes did get through. */
  pairs: number;
}

const GRACE_SECONDS = 5;

/** Serves one database by two processes and refreshes, replays and ends sessions on both. */
export async function proveSessions(
  app: string,
  data: string,
  databaseUrl: string,
  load: SessionWorkload,
): Promise<SessionReport> {
  const settings = { DATABASE_URL: databaseUrl, REFRESH_REUSE_GRACE: `${GRACE_SECONDS}s` };
  // Refreshes of one token at once are one rotation, however many they are.
  const limited = { ...settings, RATE_LIMIT: 'on' };
  const atOnce = await withTwo(app, data, limited, (two) => refreshAtOnce(new People(two), load));
  const db = await openDatabase(databaseUrl);
  try {
    const queueFairly = await withTwo(app, data, settings, async (servers) => {
      const people = new People(servers);
      return {
        signedOut: await loseAnswers(people, load.cycles),
        ...(await replayLate(people, load.replays)),
        ...(await endWhileRefreshing(people, db, load.interleavings)),
      };
    });
    return { ...atOnce, ...queueFairly };
  } finally {
    await db.close();
  }
}

async function refreshAtOnce(people: People, { rounds, parallel }: SessionWorkload) {
  const result = { refused: 0, forked: 0 };
  const email = await people.newcomer();
  for (let round = 0; round < rounds; round += 1) {
    const { refresh } = await people.signIn(email);
    const all = Array.from({ length: parallel }, () => people.refresh(refresh));
    const successors = await Promise.all(all);
    result.refused += successors.filter((pair) => pair === null).length;
    if (new Set(successors.map((pair) => pair?.refresh)).size !== 1) result.forked += 1;
  }
  return result;
}

async function loseAnswers(people: People, cycles: number): Promise<number> {
  let signedOut = 0;
  let { refresh } = await people.signIn(await people.newcomer());
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    // Every third answer is lost on its way, and asked for again.
    if (cycle % 3 === 0) await people.refresh(refresh);
    const successor = await people.refresh(refresh);
    if (!successor) signedOut += 1;
    refresh = (successor ?? (await people.signIn(await people.newcomer()))).refresh;
  }
  return signedOut;
}

async function replayLate(people: People, replays: number) {
  const email = await people.newcomer();
  const bystander = await people.signIn(email);
  const victims: { old: string; current: Pair }[] = [];
  for (let i = 0; i < replays; i += 1) {
    const { refresh } = await people.signIn(email);
    const current = await people.refresh(refresh);
    if (current) victims.push({ old: refresh, current });
  }
  await sleep((GRACE_SECONDS + 1) * 1000);
  let undetected = replays - victims.length;
  for (const { old, current } of victims) {
    const isRefused = (await people.refresh(old)) === null;
    if (!isRefused || (await people.isAlive(current))) undetected += 1;
  }
  return { undetected, untouchedLost: (await people.refresh(bystander.refresh)) ? 0 : 1 };
}

/** The ways to end a session: signing out, a new password set on another device, an operator. */
const ENDS: readonly ((
  people: People,
  db: Database,
  email: string,
  pair: Pair,
) => Promise<unknown>)[] = [
  (people, _, __, { access }) => people.post('/api/logout/', {}, access),
  async (people, _, email) => {
    const { access } = await people.signIn(email);
    const body = { current_password: PASSWORD, new_password: `${PASSWORD}!` };
    return people.post('/api/users/set_password/', body, access);
  },
  async (_, db, email) => {
    const user = await findUserByEmail(db, email);
    if (!user) throw new Error('no user');
    const end = endingSessionsOf(db, user.id, 'operator', new Date());
    return changeAccount(db, user, { isActive: false }, [end]);
  },
];

async function endWhileRefreshing(people: People, db: Database, interleavings: number) {
  let [alive, pairs] = [0, 0];
  for (let i = 0; i < interleavings; i += 1) {
    const email = await people.newcomer();
    const first = await people.signIn(email);
    const held: Pair[] = [first];
    const refreshing = (async () => {
      for (let pair: Pair | null = first; pair && held.length < 8; ) {
        pair = await people.refresh(pair.refresh);
        if (pair) held.push(pair);
      }
    })();
    await sleep(Math.random() * 10);
    await ENDS[i % ENDS.length]?.(people, db, email, first);
    await refreshing;
    pairs += held.length;
    for (const pair of held) if (await people.isAlive(pair)) alive += 1;
  }
  return { alive, pairs };
}
