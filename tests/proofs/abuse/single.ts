import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '@/scripts/bench/measure/statistics';
import { type Canary, now, startCanary } from '@/tests/proofs/abuse/canary';
import { exchange } from '@/tests/proofs/abuse/exchange';
import { heavyKinds } from '@/tests/proofs/abuse/heavy';

/** The time for which one heavy request holds another client up. */
interface SingleRow {
  kind: string;
  /** The size of its heavy part. */
  kB: number;
  /** Null where the connection was closed without an answer. */
  status: number | null;
  /** The time of the request itself. */
  ms: number;
  /**
   * The slowest answer to the other client meanwhile, and how that compares with an idle server.
   */
  otherMs: number;
  ratio: number;
  aboveIdleMs: number;
}

/** The results of single requests. */
export interface SingleReport {
  /** The time of an answer to the other client while the server does nothing else. */
  idleMs: number;
  rows: SingleRow[];
}

const SIZES_KB = [16, 64, 256] as const;
/**
 * The bytes left for the rest of a request, so that one of 16 or 64 kB is just within the bounds.
 */
const ROOM = 1024;
const PROBE_EVERY_MS = 5;
const IDLE_MS = 3000;
const TIMEOUT_MS = 60_000;
/** The number of times that each is sent; the slowest counts. */
const TIMES = 3;
/** The time from which a request need not be sent again. */
const PLAIN_MS = 5000;

/** Sends one heavy request at a time to a server that does nothing else. */
export async function sendOneByOne(url: string): Promise<SingleReport> {
  const canary = await startCanary(url, PROBE_EVERY_MS);
  try {
    // Warms up: the first request of a kind loads code.
    for (const kind of heavyKinds) await exchange(url, kind.of(100));
    const since = now();
    await sleep(IDLE_MS);
    const idleMs = quantile(
      probesSince(canary, since).map(({ ms }) => ms),
      0.5,
    );
    const rows: SingleRow[] = [];
    for (const kind of heavyKinds) {
      for (const kB of SIZES_KB) {
        const bytes = kind.of(kB * 1024 - ROOM);
        const all = [];
        for (let i = 0; i < TIMES && (all.at(-1)?.otherMs ?? 0) < PLAIN_MS; i += 1)
          all.push(await sendOne(url, bytes, canary));
        const slowest = all.reduce((a, b) => (b.otherMs > a.otherMs ? b : a));
        const { otherMs } = slowest;
        const relative = { ratio: otherMs / idleMs, aboveIdleMs: otherMs - idleMs };
        rows.push({ kind: kind.name, kB, ...slowest, ...relative });
      }
    }
    return { idleMs, rows };
  } finally {
    await canary.stop();
  }
}

async function sendOne(url: string, bytes: string, canary: Canary) {
  const start = now();
  const { status, ms } = await exchange(url, bytes, { timeoutMs: TIMEOUT_MS });
  const end = now();
  // Waits until the other client has asked once more: that answer may have been held up as well.
  while (!canary.probes.some(({ at }) => at > end)) await sleep(PROBE_EVERY_MS);
  const meanwhile = canary.probes.filter(
    (probe) => probe.at + probe.ms >= start && probe.at <= end,
  );
  return { status, ms, otherMs: Math.max(0, ...meanwhile.map((probe) => probe.ms)) };
}

const probesSince = ({ probes }: Canary, since: number) => probes.filter(({ at }) => at >= since);
