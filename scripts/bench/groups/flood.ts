import { setTimeout as sleep } from 'node:timers/promises';
import { signInCall } from '@/scripts/bench/groups/sign-in-calls';
import type { Figure } from '@/scripts/bench/measure/figures';
import { measure, type Target } from '@/scripts/bench/measure/load';
import { type Answer, startPaced } from '@/scripts/bench/measure/paced';
import { medianRatio, quantile } from '@/scripts/bench/measure/statistics';
import { callsOf, type Person, requestsOf } from '@/scripts/bench/servers/people';
import type { Server } from '@/scripts/bench/servers/process';
import type { Workshop } from '@/scripts/bench/servers/workshop';

/** So many times more people ask to sign in than can. */
const FLOOD = 3;
const ME_PER_SECOND = 100;
/** The time until a flood has filled what there is to fill. */
const SETTLE_MS = 3000;

/** The median and the 99th percentile of the times of some answers, in milliseconds. */
interface Times {
  medianMs: number;
  p99Ms: number;
}

/** A way to ask for `users/me`, which tells how long the answers took. */
export type Probe = (ms: number) => Promise<Times>;

/** Asks so often a second, whatever the server does. */
export function pacedProbe(url: string, people: readonly Person[]): Probe {
  const call = callsOf(requestsOf(people, 'GET', '/api/users/me/'));
  return async (ms) => {
    const load = startPaced({ url, perSecond: ME_PER_SECOND, call });
    await sleep(ms);
    await load.stop();
    const wrong = load.answers.find(({ status }) => status !== 200);
    if (wrong) throw new Error(`users/me: ${JSON.stringify(wrong)}`);
    const times = load.answers.map((answer) => answer.ms);
    return { medianMs: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
  };
}

/** Keeps the server busy: each of some connections asks again at once. */
export function busyProbe({ url, pid }: Server, people: readonly Person[]): Probe {
  const requests = requestsOf(people, 'GET', '/api/users/me/');
  const target: Target = { name: 'users/me', url, pid, requests, statuses: [200] };
  return (sampleMs) => measure(target, { warmUpMs: 1000, sampleMs });
}

/** Figures of `users/me` while more people ask to sign in than can, in turn with an idle server. */
export async function flood(
  { plan, isQuick }: Workshop,
  { url }: Server,
  [name, probe]: readonly [string, Probe],
  perSecond: number,
): Promise<{ figures: Figure[]; answers: Answer[] }> {
  const ms = isQuick ? 4000 : 15_000;
  const [idle, flooded]: [Times[], Times[]] = [[], []];
  const answers: Answer[] = [];
  await probe(ms / 4);
  for (let round = 0; round < plan.rounds; round += 1) {
    idle.push(await probe(ms));
    const signIns = startPaced({ url, perSecond: FLOOD * perSecond, call: signInCall });
    await sleep(SETTLE_MS);
    flooded.push(await probe(ms));
    await signIns.stop();
    answers.push(...signIns.answers);
  }
  const figure = (label: string, key: keyof Times, atMost: number): Figure => {
    const [during, before] = [flooded, idle].map((list) => list.map((times) => times[key]));
    return {
      name: `${name}, ${label}: flood of sign-ins / idle`,
      value: medianRatio(during ?? [], before ?? []),
      unit: '×',
      wanted: { atMost },
      raw: [
        { of: 'flood', unit: 'ms', samples: during ?? [] },
        { of: 'idle', unit: 'ms', samples: before ?? [] },
      ],
    };
  };
  return { figures: [figure('median', 'medianMs', 2), figure('p99', 'p99Ms', 4)], answers };
}

/** How soon the excess is told to come later. */
export function refusals(answers: readonly Answer[]): Figure {
  const refused = answers.filter(({ status }) => status === 429).map(({ ms }) => ms);
  const countOf = (status: number) => answers.filter((one) => one.status === status).length;
  const number = (of: string, unit: string, value: number) => ({ of, unit, samples: [value] });
  return {
    name: 'sign-in over the queue’s bound, until it is told, p99',
    value: quantile(refused, 0.99),
    unit: 'ms',
    wanted: { atMost: 100 },
    raw: [
      number('told', 'ms median', quantile(refused, 0.5)),
      number('told', 'ms at most', quantile(refused, 1)),
      number('asked', 'sign-ins', answers.length),
      number('signed in', '', countOf(200)),
      number('refused', '', refused.length),
      number('other answers', '', answers.length - countOf(200) - refused.length),
    ],
  };
}
