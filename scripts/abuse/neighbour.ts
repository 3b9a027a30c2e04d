import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../serve';
import { type Attack, attacks } from './attacks';
import { signIn, signUp } from './people';

/** How long another address waits to sign in, while one address does all it can. */
interface NeighbourRow {
  attack: string;
  /** Sent by the one address, and what was answered. */
  requests: number;
  statuses: Record<string, number>;
  /** Sign-ins of the other address, how long they took (median and slowest), and in comparison. */
  signIns: number;
  medianMs: number;
  slowestMs: number;
  ratio: number;
}

/** What neighbours showed. */
export interface NeighbourReport {
  /** How long a sign-in takes on a server that does nothing else. */
  idleMs: number;
  rows: NeighbourRow[];
}

/** Real addresses: all of 127.0.0.0/8 is the machine itself. */
const ATTACKER = '127.0.0.2';
const NEIGHBOUR = '127.0.0.3';

const PER_SECOND = 20;
const ATTACK_MS = 8000;
const IDLE_SIGN_INS = 12;
/** After an attack, until what waits in queues is done. */
const SETTLE_MS = 60_000;

/** Attacks a server with limits, in one way after the other, and signs in from elsewhere meanwhile. */
export async function signInBesideAttacks(url: string): Promise<NeighbourReport> {
  const email = await signUp(url, NEIGHBOUR);
  const once = async () => (await signIn(url, NEIGHBOUR, email)).ms;
  await once();
  const idle: number[] = [];
  for (let i = 0; i < IDLE_SIGN_INS; i += 1) idle.push(await once());
  const idleMs = median(idle);
  const rows: NeighbourRow[] = [];
  for (const attack of await attacks(url, ATTACKER)) {
    rows.push(await measure(attack, once, idleMs));
    const settled = Date.now() + SETTLE_MS;
    while ((await once()) > 2 * idleMs && Date.now() < settled);
  }
  return { idleMs, rows };
}

async function measure(attack: Attack, once: () => Promise<number>, idleMs: number) {
  const statuses: Record<string, number> = {};
  const sent: Promise<void>[] = [];
  const end = Date.now() + ATTACK_MS;
  const attacking = (async () => {
    for (let turn = 0; Date.now() < end; turn += 1) {
      // At the rate given, whatever becomes of those before.
      const due = end - ATTACK_MS + (turn * 1000) / PER_SECOND;
      if (due > Date.now()) await sleep(due - Date.now());
      const answered = attack.send(turn).then((status) => {
        statuses[status ?? 'closed'] = (statuses[status ?? 'closed'] ?? 0) + 1;
      });
      sent.push(answered.catch(() => {}));
    }
  })();
  const times: number[] = [];
  while (Date.now() < end) times.push(await once());
  await attacking;
  await Promise.all(sent);
  const medianMs = median(times);
  return {
    attack: attack.name,
    requests: sent.length,
    statuses,
    ...{ signIns: times.length, medianMs, slowestMs: Math.max(...times) },
    ratio: medianMs / idleMs,
  };
}
