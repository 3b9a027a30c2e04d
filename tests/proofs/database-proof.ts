import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { post, type Served, serve } from '@/scripts/serve';
import { PASSWORD } from '@/tests/proofs/cause-mail';
import { type Answer, startLoad } from '@/tests/proofs/load';

/** A database that can be made to fail and come back. */
export interface FailingDatabase {
  url: string;
  fail(): Promise<void>;
  mend(): Promise<void>;
}

/** The results of a run under load, with a database that fails in its middle. */
export interface DatabaseReport {
  /** Answers by status, for requests that need the database while it was failing. */
  whileDown: Record<string, number>;
  /** Answers other than 503 with Retry-After, to requests that need the database. */
  wrong: number;
  /** Answers that need no database, and those of them that differed from the usual ones. */
  stateless: number;
  statelessWrong: number;
  slowestMs: number;
  /** From the database's return to the first answer that needs it. */
  backAfterMs: number;
  /** Accounts that were acknowledged but are not there, or are there without the mail about it. */
  lost: number;
  half: number;
  isAlive: boolean;
}

const AROUND_MS = 1000;

/** The longest wait for mails: those claimed when the database failed are due after a minute. */
const MAILS_MS = 90_000;

/** Serves the app in `app` under load while its database fails for `downMs`. */
export async function proveDatabase(
  app: string,
  data: string,
  database: FailingDatabase,
  downMs: number,
): Promise<DatabaseReport> {
  const settings = { DATABASE_URL: database.url, SEND_CONFIRMATION_EMAIL: 'true' };
  const server = await serve(app, data, settings);
  const load = startLoad(server);
  await sleep(AROUND_MS);
  await database.fail();
  const failedAt = Date.now();
  await sleep(downMs);
  const downUntil = Date.now();
  await database.mend();
  const mendedAt = Date.now();
  while (!load.stateful.some(({ at, ms, status }) => at + ms > mendedAt && status < 400)) {
    if (Date.now() > mendedAt + 20_000) break;
    await sleep(10);
  }
  const backAfterMs = Date.now() - mendedAt;
  await sleep(AROUND_MS);
  await load.end();
  const isAlive = (await fetch(`${server.url}/api/health`).catch(() => null))?.ok ?? false;
  const down = load.stateful.filter(({ at, ms }) => at > failedAt && at + ms < downUntil);
  const counts = await countPeople(server, data, load.people);
  await server.stop();
  return {
    whileDown: tally(down),
    wrong: load.stateful.filter((a) => a.status >= 400 && !(a.status === 503 && a.hasRetryAfter))
      .length,
    stateless: load.stateless.length,
    statelessWrong: load.stateless.filter(({ status }) => status !== 401 && status !== 307).length,
    slowestMs: Math.max(...[...load.stateful, ...load.stateless].map(({ ms }) => ms)),
    backAfterMs,
    ...counts,
    isAlive,
  };
}

/** Counts the people whose account is not as it was acknowledged. */
async function countPeople({ url }: Served, data: string, people: Map<string, number>) {
  // Queued mails are delivered within two ticks.
  await sleep(3000);
  const there = new Set<string>();
  for (const email of people.keys()) {
    const answer = await post(`${url}/api/jwt/create/`, { email, password: PASSWORD });
    if (answer?.status === 200) there.add(email);
  }
  const lost = [...people].filter(([email, status]) => status === 201 && !there.has(email));
  const deadline = Date.now() + MAILS_MS;
  for (;;) {
    const mails = await mailedAddresses(data);
    const half = [...people.keys()].filter((email) => there.has(email) !== mails.has(email));
    if (half.length === 0 || Date.now() > deadline) {
      return { lost: lost.length, half: half.length };
    }
    await sleep(500);
  }
}

async function mailedAddresses(data: string): Promise<Set<string>> {
  const folder = join(data, 'mailbox');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return new Set(mails.map((text) => (JSON.parse(text) as { to: string }).to));
}

function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
