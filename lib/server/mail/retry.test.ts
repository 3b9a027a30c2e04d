import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAttempt } from '@/lib/server/mail/retry';
import { DeliveryError } from '@/lib/server/mail/transports/transport';

const createdAt = new Date('2026-01-01T00:00:00Z');
const HOUR = 3600;
const lost = new Error('connection lost');
const throttled = new DeliveryError('throttled', lost);

/** Seconds from a failure to the next attempt, null if there is none. */
function waitSeconds(attempts: number, error: unknown, random: number, ageSeconds = 0) {
  const now = new Date(createdAt.getTime() + ageSeconds * 1000);
  const next = nextAttempt({ attempts, createdAt }, error, now, () => random);
  return next && (next.getTime() - now.getTime()) / 1000;
}

describe('nextAttempt', () => {
  it('waits 1 s, 2 s, 4 s and so on, at most an hour', () => {
    const waits = [0, 1, 2, 3, 11, 12, 500].map((attempts) => waitSeconds(attempts, lost, 0));
    expect(waits).toEqual([1, 2, 4, 8, 2048, HOUR, HOUR]);
  });

  it('shortens each wait at random, by half at most', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (attempts, random) => {
          const wait = waitSeconds(attempts, lost, random) ?? Number.NaN;
          const longest = Math.min(2 ** attempts, HOUR);
          expect(wait).toBeGreaterThanOrEqual(Math.floor(longest * 500) / 1000);
          expect(wait).toBeLessThanOrEqual(longest);
        },
      ),
    );
    const now = new Date();
    const draw = () => nextAttempt({ attempts: 12, createdAt: now }, lost, now)?.getTime();
    expect(new Set(Array.from({ length: 20 }, draw)).size).toBeGreaterThan(15);
  });

  it('goes on for a day at least, and for 48 hours at most', () => {
    expect(waitSeconds(40, lost, 0.5, 47.9 * HOUR)).not.toBeNull();
    expect(waitSeconds(40, lost, 0.5, 48 * HOUR)).toBeNull();
  });

  it('goes on after throttling, not before 2.5 seconds', () => {
    expect(waitSeconds(0, throttled, 0)).toBe(5);
    expect(waitSeconds(0, throttled, 0.999)).toBeGreaterThanOrEqual(2.5);
    expect(waitSeconds(6, throttled, 0)).toBe(64);
  });

  it('does not try again what is refused for good', () => {
    expect(waitSeconds(0, new DeliveryError('permanent', lost), 0)).toBeNull();
  });

  it('tries again after any other error', () => {
    expect(waitSeconds(0, 'text', 0)).toBe(1);
  });
});
