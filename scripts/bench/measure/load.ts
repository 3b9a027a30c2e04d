import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { quantile } from '@/scripts/bench/measure/statistics';
import { cpuSeconds } from '@/scripts/bench/measure/usage';

/** Connections at once: enough to keep one core busy. Each has one request under way. */
const CONNECTIONS = 8;

/** The load looks so often whether it shall stop. */
const TICK_MS = 50;
/** Until it is stopped. */
const FOR_EVER_SECONDS = 3600;

/** What is asked of a server, by all connections without a pause. */
export interface Target {
  name: string;
  url: string;
  /** The server's process; its children are counted with it. */
  pid: number;
  /** Asked for in turn by each connection, which begins at a place of its own. */
  requests: readonly autocannon.Request[];
  /** The statuses that an answer may have. */
  statuses: readonly number[];
}

/** How long to measure. */
export interface Plan {
  rounds: number;
  warmUpMs: number;
  sampleMs: number;
}

/** One measurement of a target. */
export interface Sample {
  requestsPerSecond: number;
  /** CPU time of the server for each request, in milliseconds, all of its threads together. */
  cpuMs: number;
  /** CPU time of the load for each request, in milliseconds. */
  loadCpuMs: number;
  /** Cores that the server kept busy: near the number that it had, it was the bottleneck. */
  serverCores: number;
  medianMs: number;
  p99Ms: number;
}

/** Where and what to ask: each connection begins at another place of the list. */
function optionsOf({ url, requests }: Target): autocannon.Options {
  let clients = 0;
  return {
    url,
    connections: CONNECTIONS,
    sampleInt: TICK_MS,
    setupClient(client) {
      const start = Math.floor((clients * requests.length) / CONNECTIONS);
      clients += 1;
      // Copies: the load keeps what it sends of each request in it.
      const all = [...requests.slice(start), ...requests.slice(0, start)];
      client.setRequests(all.map((request) => ({ ...request })));
    },
  };
}

/** Throws if a load had an answer with a wrong status, or none. */
function watch({ name, statuses }: Target, run: autocannon.Instance): () => void {
  const wrong = new Map<number, number>();
  const failures: Error[] = [];
  run.on('reqError', (error: Error) => failures.push(error));
  run.on('response', (_, status) => {
    if (!statuses.includes(status)) wrong.set(status, (wrong.get(status) ?? 0) + 1);
  });
  return () => {
    if (wrong.size > 0) throw new Error(`${name}: statuses ${JSON.stringify([...wrong])}`);
    if (failures[0]) throw new Error(`${name}: ${failures[0]}`);
  };
}

/** Sends so many requests of a target; throws if an answer is a wrong one. */
export async function sendMany(target: Target, amount: number): Promise<void> {
  const run = autocannon({ ...optionsOf(target), amount }, () => {});
  const check = watch(target, run);
  await once(run, 'done');
  check();
}

/** Sends a target's requests, and measures once it is warm; throws if an answer is a wrong one. */
export async function measure(
  target: Target,
  plan: Pick<Plan, 'warmUpMs' | 'sampleMs'>,
): Promise<Sample> {
  const { name, pid } = target;
  let times: number[] = [];
  const options = { ...optionsOf(target), duration: FOR_EVER_SECONDS };
  const run = autocannon(options, () => {});
  const over = once(run, 'done');
  const check = watch(target, run);
  run.on('response', (_, __, ___, ms) => times.push(ms));
  await sleep(plan.warmUpMs);
  times = [];
  const [start, server, load] = [performance.now(), cpuSeconds(pid), process.cpuUsage()];
  await sleep(plan.sampleMs);
  const seconds = (performance.now() - start) / 1000;
  const serverSeconds = cpuSeconds(pid) - server;
  const { user, system } = process.cpuUsage(load);
  const measured = times;
  run.stop();
  await over;
  check();
  if (measured.length === 0) throw new Error(`${name}: no answer`);
  return {
    requestsPerSecond: measured.length / seconds,
    cpuMs: (serverSeconds * 1000) / measured.length,
    loadCpuMs: (user + system) / 1000 / measured.length,
    serverCores: serverSeconds / seconds,
    medianMs: quantile(measured, 0.5),
    p99Ms: quantile(measured, 0.99),
  };
}

/**
 * Measures targets in turn, A B C A B C …, after a first turn that only lets the servers compile what
 * they run often; returns the samples of each, by its name.
 */
export async function measureInTurn(
  targets: readonly Target[],
  plan: Plan,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>(targets.map(({ name }) => [name, []]));
  for (const target of targets) await measure(target, plan);
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const target of targets) {
      samples.get(target.name)?.push(await measure(target, plan));
    }
  }
  return samples;
}
