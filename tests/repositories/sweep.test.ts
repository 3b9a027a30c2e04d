import { expect, it, vi } from 'vitest';
import { BATCH } from '@/db/repositories/purges';
import { createSweep } from '@/lib/server/limits/sweep';
import { createLog } from '@/lib/server/runtime/log';
import { TestClock } from '@/tests/support/test-clock';
import { openTestDatabase } from '@/tests/support/test-database';

const db = await openTestDatabase();
const clock = new TestClock('2026-01-01T00:00:00Z');
const { rateLimits } = db.tables;
const count = () => db.query.$count(rateLimits);

it('deletes more rows that are over than one statement takes, a request after the other', async () => {
  const sweep = createSweep(db, createLog('silent', { write() {} }), clock.now);
  const freeAtMs = clock.now().getTime();
  const rows = Array.from({ length: 2 * BATCH + 1 }, (_, at) => ({ id: `over-${at}`, freeAtMs }));
  await db.query.insert(rateLimits).values(rows);
  sweep();
  expect(await count()).toBe(2 * BATCH + 1);

  clock.advance(600);
  const goOn = async () => {
    sweep();
    expect(await count()).toBe(0);
  };
  await vi.waitFor(goOn, { timeout: 5000 });
});
