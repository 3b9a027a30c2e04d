import { type Exchange, exchange, isResponsive } from '@/tests/proofs/abuse/exchange';
import type { OddRequest } from '@/tests/proofs/abuse/forms';
import { type Offence, offence } from '@/tests/proofs/abuse/offences';

/** A request that took long, among others and then alone: infinitely if it was not asked again. */
export interface Slow extends Offence {
  ms: number;
  aloneMs: number;
}

/** For so long at most are requests asked again. */
const AGAIN_MS = 30_000;

/** Sends an odd request. */
export function sendOdd(url: string, { bytes, isOpen }: OddRequest): Promise<Exchange> {
  return exchange(url, bytes, { isOpen });
}

/**
 * Asks again, each alone, what was answered too late or slowly, and adds hangs and slow ones to the
 * report. One that waited for others is no hang: only what is not answered alone either is one.
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
