import { setTimeout as sleep } from 'node:timers/promises';
import { compare } from '@/scripts/bench/measure/compare';
import { onLoadCore } from '@/scripts/bench/measure/cores';
import type { Figure, Result } from '@/scripts/bench/measure/figures';
import { measureInTurn, type Target } from '@/scripts/bench/measure/load';
import { startPaced } from '@/scripts/bench/measure/paced';
import { quantile } from '@/scripts/bench/measure/statistics';
import { startApp } from '@/scripts/bench/servers/app';
import { callsOf, requestsOf, signUpPeople } from '@/scripts/bench/servers/people';
import type { Server } from '@/scripts/bench/servers/process';
import type { Workshop } from '@/scripts/bench/servers/workshop';

const PEOPLE = 50;
const PER_SECOND = 200;

async function target(name: string, { url, pid }: Server): Promise<Target> {
  const requests = requestsOf(await signUpPeople(url, PEOPLE), 'GET', '/api/users/me/');
  return { name, url, pid, requests, statuses: [200] };
}

/** What the log costs a request, written to a file. */
async function measureCost(workshop: Workshop): Promise<Figure[]> {
  const cores = workshop.cores?.server ?? null;
  const servers: Server[] = [];
  try {
    const targets: Target[] = [];
    for (const level of ['info', 'silent']) {
      const server = await startApp(workshop, { cores, settings: { LOG_LEVEL: level } });
      servers.push(server);
      targets.push(await target(`users/me, log ${level}`, server));
    }
    const samples = await onLoadCore(workshop.cores, () => measureInTurn(targets, workshop.plan));
    const [info, silent] = ['users/me, log info', 'users/me, log silent'] as const;
    return compare(samples, { name: info, of: silent, wanted: { atLeast: 0.95 } });
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** Asks a server whose output is a pipe that is read by no one, after it has been read at first. */
async function measureStall(workshop: Workshop): Promise<Figure> {
  const ms = workshop.isQuick ? 15_000 : 60_000;
  const server = await startApp(workshop, {
    cores: workshop.cores?.server ?? null,
    isPiped: true,
  });
  try {
    const { requests } = await target('users/me', server);
    const call = callsOf(requests);
    // Nothing has read the pipe from the start: it is full after some hundred lines.
    const load = startPaced({ url: server.url, perSecond: PER_SECOND, call });
    await sleep(ms);
    await load.stop();
    const answered = load.answers.filter(({ status }) => status === 200);
    const times = answered.map((answer) => answer.ms);
    return {
      name: `requests answered while the log was not read for ${ms / 1000} s`,
      value: (answered.length / load.answers.length) * 100,
      unit: '%',
      wanted: { atLeast: 100 },
      raw: [
        { of: 'asked', unit: 'times', samples: [load.answers.length] },
        { of: 'answered', unit: 'times', samples: [answered.length] },
        { of: 'answered', unit: 'ms median', samples: [quantile(times, 0.5)] },
        { of: 'answered', unit: 'ms at most', samples: [quantile(times, 1)] },
      ],
    };
  } finally {
    await server.stop();
  }
}

/** What the log costs, and what a reader of it costs that reads no more. */
export async function measureLog(workshop: Workshop): Promise<Result> {
  const figures = await measureCost(workshop);
  workshop.tell('a log that is not read');
  return { figures: [...figures, await measureStall(workshop)], skipped: [] };
}
