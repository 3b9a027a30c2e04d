import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '@/scripts/bench/measure/statistics';
import type { Served } from '@/scripts/serve';
import { type Attack, attacks, type Site } from '@/tests/proofs/abuse/attacks';
import { sendJson, signUp } from '@/tests/proofs/abuse/people';
import { PASSWORD } from '@/tests/proofs/cause-mail';

/** The time that one address waits to sign in while another attacks. */
interface NeighbourRow {
  attack: string;
  /** The attacker's requests, and their answers. */
  requests: number;
  statuses: Record<string, number>;
  /** The sign-ins of the other address, their times (median and slowest), and the ratio to idle. */
  signIns: number;
  /** The sign-ins that were refused or given up. */
  refused: number;
  medianMs: number;
  slowestMs: number;
  ratio: number;
}

/** The results of all attacks. */
export interface NeighbourReport {
  /** The time of a sign-in on a server that does nothing else. */
  idleMs: number;
  rows: NeighbourRow[];
}

/**
 * The address that signs in. All of 127.0.0.0/8 is the machine itself, so these are real addresses.
 */
const NEIGHBOUR = '127.0.0.3';
/** Returns the address of one attack, so that none finds the limits used up by another. */
const attackerOf = (at: number) => `127.0.2.${at + 1}`;

const PER_SECOND = 20;
const ATTACK_MS = 8000;
const IDLE_SIGN_INS = 12;
/** The longest wait for a sign-in: one that takes longer is given up, and counts as this long. */
const PATIENCE_MS = 15_000;
/** The time after an attack until its requests in queues are done. */
const SETTLE_MS = 30_000;

/** Starts the app on one and the same database each time. */
type Start = () => Promise<Served>;

/**
 * Attacks a server with limits, in one way after the other, and signs in from another address
 * meanwhile.
 */
export async function signInBesideAttacks(start: Start): Promise<NeighbourReport> {
  let server = await start();
  const site = { url: server.url };
  try {
    const email = await signUp(site.url, NEIGHBOUR);
    const once = () => timeSignIn(site, email);
    await once();
    const idle: number[] = [];
    for (let i = 0; i < IDLE_SIGN_INS; i += 1) idle.push(await once());
    const idleMs = quantile(idle, 0.5);
    const rows: NeighbourRow[] = [];
    for (const [at, attack] of (await attacks(site)).entries()) {
      rows.push(await measure(attack, attackerOf(at), once, idleMs));
      const hasSettled = await settles(once, idleMs);
      if (hasSettled) continue;
      // The server would be busy with this attack for minutes, and the next is to be seen by
      // itself.
      await server.stop('SIGKILL');
      server = await start();
      site.url = server.url;
      await once();
    }
    return { idleMs, rows };
  } finally {
    await server.stop('SIGKILL');
  }
}

/** Returns the time of a sign-in; one that is refused, or given up, counts as `PATIENCE_MS`. */
async function timeSignIn({ url }: Site, email: string): Promise<number> {
  const body = { email, password: PASSWORD };
  const { status, ms } = await sendJson(url, NEIGHBOUR, '/api/jwt/create/', body, {
    timeoutMs: PATIENCE_MS,
  });
  return status === 200 ? ms : PATIENCE_MS;
}

async function settles(once: () => Promise<number>, idleMs: number): Promise<boolean> {
  const end = Date.now() + SETTLE_MS;
  // Three in a row: one may slip in between others that still wait for their hashes.
  for (let inRow = 0; Date.now() < end; ) {
    inRow = (await once()) < 2 * idleMs ? inRow + 1 : 0;
    if (inRow === 3) return true;
  }
  return false;
}

async function measure(
  attack: Attack,
  from: string,
  once: () => Promise<number>,
  idleMs: number,
): Promise<NeighbourRow> {
  const statuses: Record<string, number> = {};
  const begin = Date.now();
  const end = begin + ATTACK_MS;
  let requests = 0;
  const attacking = (async () => {
    for (; Date.now() < end; requests += 1) {
      // At the given rate, even if earlier requests have no answer yet.
      const due = begin + (requests * 1000) / PER_SECOND;
      if (due > Date.now()) await sleep(due - Date.now());
      void attack.send(requests, from).then(
        (status) => {
          statuses[status ?? 'closed'] = (statuses[status ?? 'closed'] ?? 0) + 1;
        },
        () => {},
      );
    }
  })();
  const times: number[] = [];
  while (Date.now() < end) times.push(await once());
  await attacking;
  const medianMs = quantile(times, 0.5);
  return {
    attack: attack.name,
    requests,
    // Late answers count as well.
    statuses,
    refused: times.filter((ms) => ms >= PATIENCE_MS).length,
    ...{ signIns: times.length, medianMs, slowestMs: Math.max(...times) },
    ratio: medianMs / idleMs,
  };
}
