import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PASSWORD, signUpForm } from '@/tests/proofs/cause-mail';
import { Fleet } from '@/tests/proofs/fleet';
import type { Pair } from '@/tests/proofs/people';

/** The length of a run, and the load during it. */
export interface RotationWorkload {
  rotations: number;
  everySeconds: number;
  clients: number;
}

/** The results of a run. */
export interface RotationReport {
  rotations: number;
  answers: number;
  refreshes: number;
  /** Must be 0: answers of 401 to good tokens, and answers that were no 200 at all. */
  falseRefusals: number;
  failures: number;
  /** Must be 0: accepted tokens of a withdrawn secret, or after an emergency of any earlier one. */
  withdrawnAccepted: number;
  acceptedAfterEmergency: number;
}

/** The number of rotations that a previous secret is kept for; clients refresh more often. */
const KEPT = 2;
const REFRESH_MS = 1000;

/**
 * Changes the secret of two processes under load, again and again, as `docs/operating.md` says to.
 */
export async function proveRotation(
  app: string,
  data: string,
  { rotations, everySeconds, clients }: RotationWorkload,
): Promise<RotationReport> {
  const settings = { ACCESS_TOKEN_LIFETIME: '1h' };
  const newSecret = () => randomBytes(32).toString('base64url');
  const secrets = [newSecret()];
  const fleet = await Fleet.start(app, data, { ...settings, JWT_SECRET: secrets[0] ?? '' });
  const report = { answers: 0, refreshes: 0, falseRefusals: 0, failures: 0 };
  const count = (status: number) => {
    report.answers += 1;
    if (status === 401) report.falseRefusals += 1;
    else if (status !== 200) report.failures += 1;
  };
  try {
    const pairs = await Promise.all(Array.from({ length: clients }, (_, i) => newcomer(fleet, i)));
    const withdrawn = pairs.map(({ access }) => access);
    let isOver = false;
    const load = pairs.map(async (first, at) => {
      let refreshedAt = Date.now();
      for (let pair = first; !isOver; pairs[at] = pair) {
        count((await fleet.get('/api/users/me/', pair.access)).status);
        if (Date.now() - refreshedAt < REFRESH_MS) continue;
        const answer = await fleet.post('/api/jwt/refresh/', { refresh: pair.refresh });
        count(answer.status);
        report.refreshes += 1;
        refreshedAt = Date.now();
        if (answer.ok) pair = (await answer.json()) as Pair;
      }
    });
    for (let turn = 0; turn < rotations; turn += 1) {
      const rest = sleep(everySeconds * 1000);
      const next = newSecret();
      const previous = secrets.slice(-KEPT).join(',');
      // All processes learn the next secret before the first of them signs with it.
      const current = secrets.at(-1) ?? '';
      await fleet.roll({ JWT_SECRET: current, JWT_PREVIOUS_SECRETS: `${previous},${next}` });
      await fleet.roll({ JWT_SECRET: next, JWT_PREVIOUS_SECRETS: previous });
      secrets.push(next);
      await rest;
    }
    isOver = true;
    await Promise.all(load);
    const withdrawnAccepted = await countAccepted(fleet, withdrawn);
    await fleet.roll({ JWT_SECRET: newSecret(), JWT_PREVIOUS_SECRETS: '' });
    const all = pairs.map(({ access }) => access);
    const acceptedAfterEmergency = await countAccepted(fleet, all);
    return { rotations, ...report, withdrawnAccepted, acceptedAfterEmergency };
  } finally {
    await fleet.stop();
  }
}

async function newcomer(fleet: Fleet, count: number): Promise<Pair> {
  const email = `person${count}@example.com`;
  await fleet.post('/api/users/', signUpForm(email));
  const answer = await fleet.post('/api/jwt/create/', { email, password: PASSWORD });
  return (await answer.json()) as Pair;
}

async function countAccepted(fleet: Fleet, tokens: readonly string[]): Promise<number> {
  const answers = await Promise.all(tokens.map((token) => fleet.get('/api/users/me/', token)));
  return answers.filter(({ ok }) => ok).length;
}
