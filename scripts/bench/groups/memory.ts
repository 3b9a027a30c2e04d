import { setTimeout as sleep } from 'node:timers/promises';
import type autocannon from 'autocannon';
import type { Result } from '@/scripts/bench/measure/figures';
import { sendMany, type Target } from '@/scripts/bench/measure/load';
import { median, medianRatio } from '@/scripts/bench/measure/statistics';
import { residentMegabytes } from '@/scripts/bench/measure/usage';
import { startApp } from '@/scripts/bench/servers/app';
import {
  emailOf,
  JSON_TYPE,
  PASSWORD,
  type Person,
  refreshRequests,
  requestsOf,
  signUpPeople,
} from '@/scripts/bench/servers/people';
import type { Workshop } from '@/scripts/bench/servers/workshop';

const PEOPLE = 400;
const PROBE_MS = 100;

/** Requests of all kinds in turn: those that change nothing are many, as in life. */
function mixedRequests(people: readonly Person[]): autocannon.Request[] {
  const [refresh] = refreshRequests(people, '/api/jwt/refresh/');
  if (!refresh) throw new Error('No one is there to refresh.');
  return people.flatMap((person, index) => {
    const { client } = person;
    const post = (path: string, body: object) => ({
      method: 'POST' as const,
      path,
      headers: { ...JSON_TYPE, ...client },
      body: JSON.stringify(body),
    });
    const signIn = (password: string) =>
      post('/api/jwt/create/', { email: emailOf(index), password });
    return [
      ...requestsOf([person], 'GET', '/api/users/me/'),
      ...requestsOf([person], 'POST', '/api/jwt/verify/'),
      refresh,
      ...requestsOf([person], 'GET', '/api/users/me/'),
      { path: '/auth/login', headers: client },
      ...requestsOf([person], 'POST', '/api/jwt/verify/'),
      ...requestsOf([person], 'GET', '/api/sessions/'),
      refresh,
      ...requestsOf([person], 'GET', index % 4 === 0 ? '/dashboard' : '/api/users/me/'),
      index % 4 === 0 ? signIn(PASSWORD) : { path: '/api/unknown/', headers: client },
      ...requestsOf([person], 'POST', '/api/jwt/verify/'),
      index % 8 === 0 ? signIn('wrong') : post('/api/users/', {}),
    ];
  });
}

/** Sends so many requests, and returns the memory while the last tenth of them was answered. */
async function memoryAfter(target: Target, count: number): Promise<number> {
  await sendMany(target, Math.round(count * 0.9));
  const probes: number[] = [];
  let isOver = false;
  const probing = (async () => {
    for (; !isOver; await sleep(PROBE_MS)) probes.push(residentMegabytes(target.pid));
  })();
  await sendMany(target, Math.round(count * 0.1));
  isOver = true;
  await probing;
  return median(probes);
}

/** The memory of new servers after few and after many requests of all kinds. */
export async function measureMemory(workshop: Workshop): Promise<Result> {
  const [few, many] = workshop.isQuick ? [2000, 6000] : [20_000, 200_000];
  const [early, late]: [number[], number[]] = [[], []];
  for (let round = 0; round < workshop.plan.rounds; round += 1) {
    const server = await startApp(workshop, { cores: workshop.cores?.server ?? null });
    try {
      const people = await signUpPeople(server.url, PEOPLE);
      const { url, pid } = server;
      const statuses = [200, 400, 401, 404];
      const target = { name: 'all kinds', url, pid, requests: mixedRequests(people), statuses };
      early.push(await memoryAfter(target, few));
      late.push(await memoryAfter(target, many - few));
      workshop.tell(
        `${round + 1} of ${workshop.plan.rounds} servers have answered ${many} requests`,
      );
    } finally {
      await server.stop();
    }
  }
  const inThousands = (count: number) => `${count / 1000},000`;
  return {
    figures: [
      {
        name: `memory after ${inThousands(many)} requests / after ${inThousands(few)}`,
        value: medianRatio(late, early),
        unit: '×',
        wanted: { atMost: 1.1 },
        raw: [
          { of: `after ${inThousands(few)}`, unit: 'MB', samples: early },
          { of: `after ${inThousands(many)}`, unit: 'MB', samples: late },
        ],
      },
    ],
    skipped: [],
  };
}
