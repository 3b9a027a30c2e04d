import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createLimiter } from '@/lib/server/limits/limiter';
import { startTestApp } from '@/tests/support/test-app';

const { ctx, clock } = await startTestApp();
const { limits, db } = ctx;

it('sweeps away what is over, whichever way something is counted', async () => {
  const { rateLimits } = db.tables;
  const isThere = () => db.query.$count(rateLimits, eq(rateLimits.id, 'over'));
  for (const count of [limits.count, limits.tryCount]) {
    await db.query.insert(rateLimits).values({ id: 'over', freeAtMs: 0 });
    clock.advance(600);
    await count(['profile', 'one']);
    await expect.poll(isThere).toBe(0);
  }
});

it('gives the size of a bucket that a row holds itself, which nothing empties with RATE_LIMIT=off', () => {
  expect(limits.sizeOf('refresh')).toEqual({ tokens: 120, refillMs: 500 });
  const settings = { RATE_LIMIT: 'off', BCRYPT_COST: 4 } as const;
  const parts = { settings, db, log: ctx.log, now: clock.now, hashSlots: () => 1 };
  const { tokens } = createLimiter(parts).sizeOf('refresh');
  expect(tokens).toBeGreaterThan(1e6);
});
