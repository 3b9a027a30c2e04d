import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '@/scripts/serve';
import { type Canary, now, startCanary } from '@/tests/proofs/abuse/canary';
import { exchange } from '@/tests/proofs/abuse/exchange';
import { heavyKinds } from '@/tests/proofs/abuse/heavy';

/** How long one heavy request holds another client up. */
interface SingleRow {
  kind: string;
  /** Size of what is heavy in it. */
  kB: number;
  /** Null where the connection was closed without an answer. */
  status: number | null;
  /** How long the request itself took. */
  ms: number;
  /** The slowest answer to the other client meanwhile, and how that compares with an idle server. */
  otherMs: number;
  ratio: number;
  aboveIdleMs: number;
}

/** What single requests showed. */
export interface SingleReport {
  /** How long the other client waits for an answer of a server that does nothing else. */
  idleMs: number;
  rows: SingleRow[];
}

const SIZES_KB = [16, 64, 256] as const;
/** Room for the rest of a request, so that one of 16 or 64 kB is just within the bounds of servers. */
const ROOM = 1024;
const PROBE_EVERY_MS = 5;
const IDLE_MS = 3000;
const TIMEOUT_MS = 60_000;
/** Each is sent so often, and the slowest counts. */
const TIMES = 3;
/** What takes so long need not be seen again. */
const PLAIN_MS = 5000;

/** Sends one heavy request at a time to a server that does nothing else. */
export async function sendOneByOne(url: string): Promise<SingleReport> {
  const canary = await startCanary(url, PROBE_EVERY_MS);
  try {
    // Warm: the first of its kind loads code.
    for (const kind of heavyKinds) await exchange(url, kind.of(100));
    const since = now();
    await sleep(IDLE_MS);
    const idleMs = median(probesSince(canary, since).map(({ ms }) => ms));
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
  // Until the other client has asked once more: that answer may have waited as well.
  while (!canary.probes.some(({ at }) => at > end)) await sleep(PROBE_EVERY_MS);
  const meanwhile = canary.probes.filter(
    (probe) => probe.at + probe.ms >= start && probe.at <= end,
  );
  return { status, ms, otherMs: Math.max(0, ...meanwhile.map((probe) => probe.ms)) };
}

const probesSince = ({ probes }: Canary, since: number) => probes.filter(({ at }) => at >= since);
