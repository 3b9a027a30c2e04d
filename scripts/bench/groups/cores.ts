import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure, Raw, Result } from '@/scripts/bench/measure/figures';
import { measureInTurn, type Sample, type Target } from '@/scripts/bench/measure/load';
import { type Answer, sendInLoop } from '@/scripts/bench/measure/paced';
import { medianRatio, quantile } from '@/scripts/bench/measure/statistics';
import { clientPorts, processTree } from '@/scripts/bench/measure/usage';
import { startApp } from '@/scripts/bench/servers/app';
import { callsOf, type Person, requestsOf, signUpPeople } from '@/scripts/bench/servers/people';
import type { Server } from '@/scripts/bench/servers/process';
import type { Workshop } from '@/scripts/bench/servers/workshop';

const PEOPLE = 50;
const PROCESSES = 2;
const CORES = 2;
const CLIENTS = 16;
/** The load before a process is ended, and after it. */
const AROUND_MS = 3000;

/** Starts the app with so many processes, on both cores. */
async function startProcesses(workshop: Workshop, count: number): Promise<Server> {
  const settings = { WEB_CONCURRENCY: String(count) };
  const server = await startApp(workshop, { settings, cores: workshop.cores?.both ?? null });
  // The others follow the first.
  for (let tries = 0; tries < 100 && workersOf(server).length < count; tries += 1) await sleep(100);
  return server;
}

/** The processes that serve: those that the first one has started, or itself. */
function workersOf({ pid }: Server): number[] {
  const [first = pid, ...others] = processTree(pid);
  return others.length > 0 ? others : [first];
}

/** The cores that the load took of those that it shared with the server. */
function loadCores({ requestsPerSecond, loadCpuMs }: Sample): number {
  return (requestsPerSecond * loadCpuMs) / 1000;
}

/**
 * The rate with two processes over that with one. With one, a core is left for the load; with two,
 * the load takes a part of what they share. Their rate is therefore counted as if they had all of it:
 * × cores / (cores − the load's).
 */
async function compareProcesses(workshop: Workshop): Promise<Figure[]> {
  const servers = [await startProcesses(workshop, 1), await startProcesses(workshop, PROCESSES)];
  try {
    const targets: Target[] = [];
    for (const [index, { url, pid }] of servers.entries()) {
      const requests = requestsOf(await signUpPeople(url, PEOPLE), 'POST', '/api/jwt/verify/');
      const name = `jwt/verify, processes: ${index + 1}`;
      targets.push({ name, url, pid, requests, statuses: [200] });
    }
    const samples = await measureInTurn(targets, workshop.plan);
    const [one = [], two = []] = targets.map(({ name }) => samples.get(name));
    const rate = ({ requestsPerSecond }: Sample) => requestsPerSecond;
    const whole = two.map((sample) => (rate(sample) * CORES) / (CORES - loadCores(sample)));
    const raw = [
      { of: 'two processes', unit: 'requests/s', samples: two.map(rate) },
      { of: 'two processes', unit: 'cores busy', samples: two.map((one) => one.serverCores) },
      { of: 'one process', unit: 'requests/s', samples: one.map(rate) },
      { of: 'one process', unit: 'cores busy', samples: one.map((one) => one.serverCores) },
      { of: 'load beside two', unit: 'cores busy', samples: two.map(loadCores) },
    ];
    const name = 'jwt/verify, two processes / one';
    return [
      {
        name: `${name}, the load’s share given back`,
        value: medianRatio(whole, one.map(rate)),
        unit: '×',
        wanted: { atLeast: 1.7 },
        raw,
      },
      {
        name: `${name}, as measured`,
        value: medianRatio(two.map(rate), one.map(rate)),
        unit: '×',
        raw: [],
      },
    ];
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** A load of clients that ask without a pause: half of them on a connection, half on new ones. */
function startLoads(url: string, people: readonly Person[]) {
  const call = callsOf(requestsOf(people, 'GET', '/api/users/me/'));
  let isOver = false;
  const loads = [true, false].map((keepAlive) =>
    sendInLoop({ url, call, keepAlive }, CLIENTS / 2, () => isOver),
  );
  return {
    async stop(): Promise<Answer[]> {
      isOver = true;
      return (await Promise.all(loads)).flat();
    },
  };
}

/** How requests were lost: so many for each kind. */
function kindsOf(lost: readonly Answer[]): Raw[] {
  const kinds = new Map<string, number>();
  for (const { status, error } of lost) {
    const kind = error ?? `status ${status}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([of, count]) => ({ of, unit: 'lost', samples: [count] }));
}

/** Kills one of two processes under load, and counts the lost requests of the other. */
async function killOne(workshop: Workshop): Promise<Figure> {
  const server = await startProcesses(workshop, PROCESSES);
  try {
    const people = await signUpPeople(server.url, PEOPLE);
    const [victim] = workersOf(server);
    if (victim === undefined || victim === server.pid) throw new Error('There is one process.');
    const load = startLoads(server.url, people);
    await sleep(AROUND_MS);
    // Stopped, it takes no connection while those that it has are listed.
    process.kill(victim, 'SIGSTOP');
    const own = clientPorts(victim);
    const killedAt = performance.now();
    process.kill(victim, 'SIGKILL');
    const others = new Set(
      workersOf(server)
        .filter((pid) => pid !== victim)
        .flatMap((pid) => [...clientPorts(pid)]),
    );
    await sleep(AROUND_MS);
    const answers = await load.stop();
    const lost = answers.filter(({ status }) => status !== 200);
    // One that was on its way to the killed process, and that no other has, was given to it, too.
    const isOwn = ({ port, sentAt }: Answer) =>
      own.has(port) || (sentAt < killedAt && !others.has(port));
    const lostByOthers = lost.filter((answer) => !isOwn(answer));
    return {
      name: 'requests lost by other processes than the killed one',
      value: lostByOthers.length,
      unit: 'requests',
      wanted: { atMost: 0 },
      raw: [
        { of: 'asked', unit: 'times', samples: [answers.length] },
        { of: 'lost with the killed one', unit: '', samples: [lost.filter(isOwn).length] },
        { of: 'processes afterwards', unit: '', samples: [workersOf(server).length] },
        ...kindsOf(lostByOthers),
      ],
    };
  } finally {
    await server.stop();
  }
}

/** Ends a server by SIGTERM under load, and counts the requests that it took and did not answer. */
async function terminate(workshop: Workshop, count: number): Promise<Figure> {
  const server = await startProcesses(workshop, count);
  const load = startLoads(server.url, await signUpPeople(server.url, PEOPLE));
  await sleep(AROUND_MS);
  const start = performance.now();
  server.child.kill('SIGTERM');
  await new Promise((resolve) => server.child.once('exit', resolve));
  const endedMs = performance.now() - start;
  const answers = await load.stop();
  await server.stop();
  // Refused connections were never taken: a proxy in front asks another server.
  const lost = answers.filter(({ status, error }) => status !== 200 && error !== 'ECONNREFUSED');
  const times = answers.filter(({ status }) => status === 200).map(({ ms }) => ms);
  return {
    name: `requests lost by SIGTERM, ${count === 1 ? 'one process' : `${count} processes`}`,
    value: lost.length,
    unit: 'requests',
    wanted: { atMost: 0 },
    raw: [
      { of: 'answered', unit: 'times', samples: [times.length] },
      { of: 'answered', unit: 'ms at most', samples: [quantile(times, 1)] },
      { of: 'ended after', unit: 'ms', samples: [endedMs] },
      ...kindsOf(lost),
    ],
  };
}

/** What several processes on one port bring, and what is lost when one or all of them end. */
export async function measureCores(workshop: Workshop): Promise<Result> {
  const figures = await compareProcesses(workshop);
  workshop.tell('killing a process, and ending servers under load');
  figures.push(await killOne(workshop));
  for (const count of [1, PROCESSES]) figures.push(await terminate(workshop, count));
  return { figures, skipped: [] };
}
