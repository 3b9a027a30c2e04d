import { type Exchange, exchange, isResponsive } from '@/tests/proofs/abuse/exchange';
import type { OddRequest } from '@/tests/proofs/abuse/forms';
import { type Offence, offence } from '@/tests/proofs/abuse/offences';

/** A slow request: its time among others, and then alone; infinite if it was not sent again. */
export interface Slow extends Offence {
  ms: number;
  aloneMs: number;
}

/** The longest time for which requests are sent again. */
const AGAIN_MS = 30_000;

/** Sends an odd request. */
export function sendOdd(url: string, { bytes, isOpen }: OddRequest): Promise<Exchange> {
  return exchange(url, bytes, { isOpen });
}

/**
 * Sends again, each alone, the requests that were answered late or slowly, and adds hangs and slow
 * ones to the report. A request that waited for others is no hang: one that is not answered alone
 * is.
 */
export async function askAgain(
  url: string,
  late: readonly OddRequest[],
  slow: readonly { request: OddRequest; ms: number }[],
  report: { hangs: Offence[]; slowest: Slow[] },
): Promise<void> {
  const end = Date.now() + AGAIN_MS;
  const again = async (request: OddRequest) => {
    const rest = end - Date.now();
    return rest > 0 && (await isResponsive(url, rest)) ? sendOdd(url, request) : null;
  };
  for (const request of late) {
    if ((await again(request))?.isHung !== false) report.hangs.push(offence('hang', request));
  }
  for (const { request, ms } of slow) {
    const aloneMs = (await again(request))?.ms ?? Number.POSITIVE_INFINITY;
    report.slowest.push({ ...offence('slow', request), ms, aloneMs });
  }
  report.slowest.sort((a, b) => b.aloneMs - a.aloneMs || b.ms - a.ms);
}
