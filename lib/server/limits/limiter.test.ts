import { expect, it } from 'vitest';
import { LIMITS } from '@/lib/shared/limits';
import { startTestApp } from '@/tests/support/test-app';

const { ctx, logged } = await startTestApp();
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
  const notDone = async () => expect.fail('There is no room.');
  await expect(limits.countIfDone(count, notDone)).rejects.toMatchObject({ kind: 'throttled' });
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
