import type { Served } from '@/scripts/serve';
import { askAgain, type Slow, sendOdd } from '@/tests/proofs/abuse/asking-again';
import { startCanary } from '@/tests/proofs/abuse/canary';
import { type Exchange, isResponsive } from '@/tests/proofs/abuse/exchange';
import { type OddRequest, oddRequest } from '@/tests/proofs/abuse/forms';
import type { FindLeak } from '@/tests/proofs/abuse/leaks';
import { residentMb } from '@/tests/proofs/abuse/memory';
import { judge, type Offence, offence } from '@/tests/proofs/abuse/offences';
import { newWorld } from '@/tests/proofs/abuse/people';

/** The workload of one run. */
export interface RunWorkload {
  seed: number;
  /** The index of the first request, and the number of requests. */
  first: number;
  requests: number;
}

/** The results of a run. */
export interface RunReport {
  /** The number of answers by status; `closed` is a connection closed without an answer. */
  statuses: Record<string, number>;
  forms: Record<string, number>;
  /** Must be empty: answers of 5xx, requests never answered, and answers that tell too much. */
  serverErrors: Offence[];
  hangs: Offence[];
  leaks: Offence[];
  /** Must be empty: connections that could not be made. */
  refused: Offence[];
  slowest: Slow[];
  canary: { probes: number; slowestMs: number; over500: number; wrong: number };
  /** False if the run was given up, because the server answered hardly anything any more. */
  isComplete: boolean;
  /** Resident memory of the server in MB, before and after; null where the system does not tell. */
  memory: { before: number | null; after: number | null };
  seconds: number;
}

const PARALLEL = 6;
/** The number of late answers after which a run is given up. */
const MOST_LATE = 12;
const CANARY_MS = 500;
const SLOW_MS = 500;
/**
 * The number of slowest requests that are sent again, alone; those that are slow then are the
 * cause.
 */
const SLOWEST = 60;

/** The requests of one person, whom nearly valid requests soon sign out, change and delete. */
const REQUESTS_OF_ONE_PERSON = 500;

/** The address that signs people up, so that the limits of other addresses do not concern it. */
const PEOPLE_FROM = '127.0.0.9';

/** Sends odd requests to a server, while another client asks whether it is healthy. */
export async function sendOddRequests(
  server: Served,
  { seed, first, requests }: RunWorkload,
  findLeak: FindLeak,
): Promise<RunReport> {
  const report = emptyReport();
  const late: OddRequest[] = [];
  const slow: { request: OddRequest; ms: number }[] = [];
  const count = (request: OddRequest, answer: Exchange) => {
    const { isHung, ms } = answer;
    const status = answer.status ?? 'closed';
    report.statuses[status] = (report.statuses[status] ?? 0) + 1;
    report.forms[request.form] = (report.forms[request.form] ?? 0) + 1;
    const { serverError, leak } = judge(request, answer, findLeak);
    if (serverError) report.serverErrors.push(serverError);
    if (leak) report.leaks.push(leak);
    if (isHung) late.push(request);
    if (ms <= SLOW_MS) return;
    slow.push({ request, ms });
    slow.sort((a, b) => b.ms - a.ms).splice(SLOWEST);
  };
  const start = performance.now();
  report.memory.before = residentMb(server.pid);
  const canary = await startCanary(server.url, CANARY_MS);
  const last = first + requests;
  const isHopeless = () => late.length >= MOST_LATE;
  let index = first;
  while (index < last && !isHopeless() && (await isResponsive(server.url))) {
    const end = Math.min(last, index + REQUESTS_OF_ONE_PERSON);
    const world = await newWorld(server.url, PEOPLE_FROM);
    const work = async () => {
      while (index < end && !isHopeless()) {
        const request = oddRequest(seed, index++, world);
        await sendOdd(server.url, request).then(
          (answer) => count(request, answer),
          (error: Error) => report.refused.push(offence(error.message, request)),
        );
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
  }
  // Waits for the canary's last answer, which may have taken longest.
  await isResponsive(server.url);
  await canary.stop();
  report.isComplete = index >= last && !isHopeless();
  report.memory.after = residentMb(server.pid);
  report.seconds = (performance.now() - start) / 1000;
  await askAgain(server.url, late, slow, report);
  const times = canary.probes.map(({ ms }) => ms);
  report.canary = {
    probes: times.length,
    slowestMs: Math.max(...times),
    over500: times.filter((ms) => ms > SLOW_MS).length,
    wrong: canary.probes.filter(({ status }) => status !== 200).length,
  };
  return report;
}

function emptyReport(): RunReport {
  return {
    ...{ statuses: {}, forms: {}, slowest: [] },
    ...{ serverErrors: [], hangs: [], leaks: [], refused: [] },
    canary: { probes: 0, slowestMs: 0, over500: 0, wrong: 0 },
    isComplete: false,
    memory: { before: null, after: null },
    seconds: 0,
  };
}
