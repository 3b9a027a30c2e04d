import { expect } from 'vitest';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import type { RouteHandlers } from '@/lib/server/http/route';
import { LIMITS, type LimitName } from '@/lib/shared/limits';
import { type Answer, ApiClient } from '@/tests/support/api-client';
import type { TestClock } from '@/tests/support/test-clock';

let hosts = 0;

/** Returns the headers of a client at this address, or at a new one. */
export function from(address?: string): Record<string, string> {
  hosts += 1;
  return { [INTERNAL_HEADERS.clientAddress.name]: address ?? `2001:db8:${hosts.toString(16)}::1` };
}

/** Posts as the client of these headers. */
export const post = (
  route: RouteHandlers,
  path: string,
  body: object,
  headers: Record<string, string>,
  client = new ApiClient(),
) => client.call(route, 'POST', path, { body, headers });

function expectThrottled(answer: Answer, seconds: number) {
  const plural = seconds === 1 ? '' : 's';
  expect({ status: answer.status, body: answer.json }).toEqual({
    status: 429,
    body: { detail: `Request was throttled. Expected available in ${seconds} second${plural}.` },
  });
  expect(answer.headers.get('retry-after')).toBe(String(seconds));
}

/**
 * Creates a function that acts as often as a limit allows, once more, and again when a token is
 * back.
 */
export function exhaustBy(clock: TestClock) {
  return async (limit: LimitName, act: () => Promise<Answer>): Promise<void> => {
    const { atOnce, everySeconds } = LIMITS[limit];
    const statuses = new Set<number>();
    for (let i = 0; i < atOnce; i += 1) statuses.add((await act()).status);
    expect(statuses).not.toContain(429);
    expectThrottled(await act(), Math.ceil(everySeconds));
    clock.advance(Math.ceil(everySeconds));
    expect((await act()).status).not.toBe(429);
  };
}
