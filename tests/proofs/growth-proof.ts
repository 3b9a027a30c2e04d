import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '@/db/client';
import { authenticate } from '@/lib/server/sessions/authenticate';
import { refresh } from '@/lib/server/sessions/refresh';
import { countSignIn } from '@/lib/server/sign-in/attempt';
import { beginSession } from '@/lib/server/sign-in/sign-in';
import type { Context } from '@/lib/server/use-case/context';
import type { PresentedTokens } from '@/lib/server/use-case/use-case';
import { quantile } from '@/scripts/bench/measure/statistics';
import { startPostgres } from '@/tests/databases/postgres-server';
import { serverContext } from '@/tests/proofs/server-context';
import { type Filling, fillDatabase } from '@/tests/support/filled-database';

/** The sizes that are compared, and how much is measured. */
export interface GrowthWorkload {
  small: Filling;
  large: Filling;
  rounds: number;
  /** Runs of each action in a round, on each size. */
  runs: number;
}

/** An action on the large database against the same on the small one; both are ratios of medians. */
interface Ratio {
  wall: number;
  cpu: number;
  /** Of the large one, in milliseconds. */
  ms: number;
}

/** The results on one kind of database. */
export interface GrowthReport {
  filledInSeconds: number;
  signIn: Ratio;
  refresh: Ratio;
  me: Ratio;
}

const client = {
  ipAddress: '192.0.2.1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

function presenting(tokens: Partial<PresentedTokens>): PresentedTokens {
  const none = { bearer: null, key: null, access: [], refresh: [] };
  return { ...none, cookie: () => null, ...tokens };
}

/** Signs in a user picked at random, the password’s check left out. Gives the tokens. */
async function signIn(ctx: Context, { users }: Filling) {
  const number = 1 + Math.floor(Math.random() * users);
  // Every hundredth waits for its activation.
  const email = `person${number % 100 === 0 ? number - 1 : number}@filled.example`;
  const [presented, body] = [presenting({}), { email, username: undefined, password: '' }];
  const { user, device, uncount } = await countSignIn(ctx, { body, client, presented });
  await uncount();
  const owner = user && { user, device, method: 'password' };
  const begun = owner && (await beginSession(ctx, { client, presented }, owner, {}));
  if (!begun) throw new Error(`${email} was not signed in`);
  return begun.tokens;
}

type Tokens = Awaited<ReturnType<typeof signIn>>;

/** One database with a user who is signed in there. */
interface Side {
  ctx: Context;
  filling: Filling;
  tokens: Tokens;
}

const ACTIONS = {
  signIn: async (side: Side) => {
    side.tokens = await signIn(side.ctx, side.filling);
  },
  refresh: async ({ ctx, tokens }: Side) => {
    const body = { refresh: tokens.refresh.token };
    const input = { body, params: {}, query: null, caller: null, isOwnPage: false };
    const presented = presenting({});
    const reply = await refresh(ctx, { ...input, presented, client, mayHoldTokens: true });
    if (typeof reply.tokenCookies === 'object') Object.assign(tokens, reply.tokenCookies);
  },
  me: async ({ ctx, tokens }: Side) => {
    const caller = await authenticate(ctx, presenting({ bearer: tokens.access.token }));
    if (!caller) throw new Error('not signed in');
  },
};

/** The times of an action: of each run by the clock, and of each round per run by the process's CPU. */
interface Times {
  wallMs: number[];
  cpuMs: number[];
}

async function runRound(side: Side, action: keyof typeof ACTIONS, runs: number, times: Times) {
  // A session of its own: its bucket holds the refreshes of one round.
  await ACTIONS.signIn(side);
  const before = process.cpuUsage();
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await ACTIONS[action](side);
    times.wallMs.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  times.cpuMs.push((user + system) / 1000 / runs);
}

async function compare(
  [small, large]: [Side, Side],
  action: keyof typeof ACTIONS,
  { rounds, runs }: GrowthWorkload,
): Promise<Ratio> {
  const newTimes = (): Times => ({ wallMs: [], cpuMs: [] });
  const [ofSmall, ofLarge] = [newTimes(), newTimes()];
  // The first round warms up: its times count nowhere.
  await runRound(small, action, runs, newTimes());
  await runRound(large, action, runs, newTimes());
  for (let round = 0; round < rounds; round += 1) {
    await runRound(small, action, runs, ofSmall);
    await runRound(large, action, runs, ofLarge);
  }
  return {
    wall: quantile(ofLarge.wallMs, 0.5) / quantile(ofSmall.wallMs, 0.5),
    cpu: quantile(ofLarge.cpuMs, 0.5) / quantile(ofSmall.cpuMs, 0.5),
    ms: quantile(ofLarge.wallMs, 0.5),
  };
}

async function prove(urls: [string, string], load: GrowthWorkload): Promise<GrowthReport> {
  const start = performance.now();
  const open = async (url: string, filling: Filling): Promise<Side> => {
    await migrateDatabase(url);
    await fillDatabase(url, filling);
    const ctx = await serverContext(url);
    return { ctx, filling, tokens: await signIn(ctx, filling) };
  };
  const sides: [Side, Side] = [await open(urls[0], load.small), await open(urls[1], load.large)];
  try {
    const filledInSeconds = (performance.now() - start) / 1000;
    const signIn = await compare(sides, 'signIn', load);
    const refresh = await compare(sides, 'refresh', load);
    const me = await compare(sides, 'me', load);
    return { filledInSeconds, signIn, refresh, me };
  } finally {
    for (const { ctx } of sides) await ctx.db.close();
  }
}

/** Compares what requests cost in a file with few users and in one with many. */
export async function proveGrowthOnSqlite(load: GrowthWorkload): Promise<GrowthReport> {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-growth-'));
  const urlOf = (name: string) => `file:${join(data, `${name}.db`)}`;
  try {
    return await prove([urlOf('small'), urlOf('large')], load);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** The same on two PostgreSQL servers, as a server that has much to do with one would slow the other. */
export async function proveGrowthOnPostgres(load: GrowthWorkload): Promise<GrowthReport> {
  // The data does not have to survive a power cut.
  const options = ['fsync=off', 'max_wal_size=8GB'];
  const servers = [await startPostgres(options), await startPostgres(options)] as const;
  try {
    return await prove([servers[0].url, servers[1].url], load);
  } finally {
    for (const server of servers) await server.remove();
  }
}
