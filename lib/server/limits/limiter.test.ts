import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Count } from '@/lib/server/limits/limiter';
import { LIMITS } from '@/lib/shared/limits';
import { startTestApp } from '@/tests/support/test-app';

const { ctx, clock, logged } = await startTestApp();
const { limits, db } = ctx;

it('counts what only one of many can do when it is done, and not what was not', async () => {
  const count = ['refresh', 'a session'] as const;
  const { atOnce } = LIMITS.refresh;
  for (let i = 0; i <= atOnce; i += 1) {
    expect(await limits.countIfDone(count, async () => null)).toBeNull();
  }
  for (let i = 0; i < atOnce; i += 1) {
    expect(await limits.countIfDone(count, async () => i)).toBe(i);
  }
  const notDone = async () => expect.fail('The bucket is empty.');
  await expect(limits.countIfDone(count, notDone)).rejects.toMatchObject({ code: 'throttled' });
});

it('sweeps away what is over, whichever way something is counted', async () => {
  const { rateLimits } = db.tables;
  const isThere = () => db.query.$count(rateLimits, eq(rateLimits.id, 'over'));
  for (const count of [limits.count, (of: Count) => limits.countIfDone(of, async () => 'done')]) {
    await db.query.insert(rateLimits).values({ id: 'over', freeAtMs: 0 });
    clock.advance(600);
    await count(['refresh', 'one']);
    await expect.poll(isThere).toBe(0);
  }
});

it('hands over what was done even if it could not be counted', async () => {
  const { tables } = db;
  const work = async () => {
    Object.assign(db, { tables: null });
    return 'done';
  };
  const done = limits.countIfDone(['refresh', 'another'], work);
  expect(await done.finally(() => Object.assign(db, { tables }))).toBe('done');
  expect(logged).toContainEqual(expect.objectContaining({ msg: 'not counted', limit: 'refresh' }));
});
