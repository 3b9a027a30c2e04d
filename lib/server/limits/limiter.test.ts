import { expect, it } from 'vitest';
import { createLimiter } from '@/lib/server/limits/limiter';
import { startTestApp } from '@/tests/support/test-app';

const { ctx, clock } = await startTestApp();
const { limits, db } = ctx;

it('gives the size of a bucket that a row holds itself, which nothing empties with RATE_LIMIT=off', () => {
  expect(limits.sizeOf('refresh')).toEqual({ tokens: 120, refillMs: 500 });
  const settings = { RATE_LIMIT: 'off', BCRYPT_COST: 4 } as const;
  const parts = { settings, db, now: clock.now, hashSlots: () => 1 };
  const { tokens } = createLimiter(parts).sizeOf('refresh');
  expect(tokens).toBeGreaterThan(1e6);
});
