import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { quantile } from '@/scripts/bench/measure/statistics';
import { cpuSeconds } from '@/scripts/bench/measure/usage';

/** Connections at once: enough to keep one core busy. Each has one request under way. */
const CONNECTIONS = 8;

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
  /** The one status that an answer may have. */
  status: number;
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

/** Sends a target's requests, and measures once it is warm; throws if an answer is a wrong one. */
async function measure({ name, url, pid, requests, status }: Target, plan: Plan): Promise<Sample> {
  const wrong = new Map<number, number>();
  let times: number[] = [];
  let clients = 0;
  const options: autocannon.Options = {
    url,
    connections: CONNECTIONS,
    duration: FOR_EVER_SECONDS,
    setupClient(client) {
      const start = Math.floor((clients * requests.length) / CONNECTIONS);
      clients += 1;
      // Copies: the load keeps what it sends of each request in it.
      const all = [...requests.slice(start), ...requests.slice(0, start)];
      client.setRequests(all.map((request) => ({ ...request })));
    },
  };
  const run = autocannon(options, () => {});
  const over = once(run, 'done');
  const failures: Error[] = [];
  run.on('reqError', (error: Error) => failures.push(error));
  run.on('response', (_, answered, __, ms) => {
    times.push(ms);
    if (answered !== status) wrong.set(answered, (wrong.get(answered) ?? 0) + 1);
  });
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
  if (wrong.size > 0) throw new Error(`${name}: statuses ${JSON.stringify([...wrong])}`);
  if (failures[0] || measured.length === 0) throw new Error(`${name}: no answer, ${failures[0]}`);
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
