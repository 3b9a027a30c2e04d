import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { post, type Served, serve } from '@/scripts/serve';
import { causeMail, PASSWORD } from '@/tests/proofs/cause-mail';

const DOMAIN = 'example.com';

/** The results of a run with killed processes. */
export interface KillReport {
  acknowledged: number;
  kills: number;
  lostAccounts: number;
  lostMails: number;
}

/** Causes mails on a server that is killed at random moments, and counts those that are lost. */
export async function proveKills(app: string, mails: number, kills: number): Promise<KillReport> {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-kills-'));
  const settings = { SEND_CONFIRMATION_EMAIL: 'true' };
  const acknowledged: number[] = [];
  let at = 0;
  for (let life = 0; life <= kills; life += 1) {
    const server = await serve(app, data, settings);
    const isLast = life === kills;
    const target = acknowledged.length + Math.ceil(mails / (kills + 1));
    let isOver = false;
    let end = Promise.resolve();
    while (!isOver) {
      if (await causeMail(server, at, DOMAIN)) acknowledged.push(at);
      at += 1;
      if (acknowledged.length !== target) continue;
      if (isLast) break;
      // In the middle of whatever comes next, delivery included.
      end = sleep(Math.random() * 300).then(async () => {
        isOver = true;
        await server.stop('SIGKILL');
      });
    }
    await end;
    if (isLast) await finish(server, data, acknowledged);
  }
  const check = await serve(app, data, settings);
  let lostAccounts = 0;
  for (const n of peopleOf(acknowledged)) {
    const email = `person${n}@${DOMAIN}`;
    const answer = await post(`${check.url}/api/jwt/create/`, { email, password: PASSWORD });
    if (!answer?.ok) lostAccounts += 1;
  }
  await check.stop();
  const lostMails = await countMissing(data, acknowledged);
  await rm(data, { recursive: true, force: true });
  return { acknowledged: acknowledged.length, kills, lostAccounts, lostMails };
}

/** Waits until all mails have come; claims of the killed processes lapse after a minute. */
async function finish(server: Served, data: string, acknowledged: number[]): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline && (await countMissing(data, acknowledged)) > 0) await sleep(500);
  await server.stop();
}

/** Returns the people whose sign-up was acknowledged. */
function peopleOf(acknowledged: number[]): Set<number> {
  return new Set(acknowledged.filter((n) => n % 2 === 0).map((n) => n / 2));
}

/** Counts the acknowledged mails that are not there. */
async function countMissing(data: string, acknowledged: number[]): Promise<number> {
  const people = peopleOf(acknowledged);
  const subjects = await mailboxOf(data);
  return acknowledged.filter((n) => {
    const email = `person${Math.floor(n / 2)}@${DOMAIN}`;
    // A reset after a sign-up that was not acknowledged may have had no account to write to.
    if (n % 2 === 1 && !people.has(Math.floor(n / 2))) return false;
    return !subjects.has(`${email} ${n % 2 === 0 ? 'Your account' : 'Set a new'}`);
  }).length;
}

async function mailboxOf(data: string): Promise<Set<string>> {
  const folder = join(data, 'mailbox');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return new Set(
    mails.map((text) => {
      const { to, subject } = JSON.parse(text) as { to: string; subject: string };
      return `${to} ${subject
        .split(' ', 3)
        .slice(0, subject.startsWith('Set') ? 3 : 2)
        .join(' ')}`;
    }),
  );
}
