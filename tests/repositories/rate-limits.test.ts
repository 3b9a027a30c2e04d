import { expect, it } from 'vitest';
import { refundTokens, takeTokens } from '@/db/repositories/rate-limits';
import { openTestDatabase, secondsIn } from '@/tests/support/test-database';

const db = await openTestDatabase();
const bucket = { tokens: 3, refillMs: 10_000 };
const take = async (id: string, at: number) =>
  (await takeTokens(db, [{ id, ...bucket }], secondsIn(at)))?.waitMs ?? null;

it('holds tokens for so many at once, then for one more with each that comes back', async () => {
  expect([await take('a', 0), await take('a', 0), await take('a', 0)]).toEqual([null, null, null]);
  expect(await take('a', 0)).toBe(10_000);
  expect(await take('a', 9.999)).toBe(1);
  expect(await take('a', 10)).toBeNull();
  expect(await take('a', 10)).toBe(10_000);
});

it('is all free after a pause, and saves no more than that', async () => {
  for (let i = 0; i < 3; i += 1) await take('b', 0);
  for (let i = 0; i < 3; i += 1) expect(await take('b', 1000)).toBeNull();
  expect(await take('b', 1000)).toBe(10_000);
});

it('counts each row for itself', async () => {
  for (let i = 0; i < 4; i += 1) await take('c', 0);
  expect(await take('d', 0)).toBeNull();
});

it('puts tokens back, those that were taken and no others', async () => {
  for (let i = 0; i < 3; i += 1) await take('e', 0);
  await refundTokens(db, [{ id: 'e', ...bucket }]);
  expect(await take('e', 0)).toBeNull();
  expect(await take('e', 0)).toBe(10_000);
  await refundTokens(db, [{ id: 'nobody', ...bucket }]);
  expect(await take('nobody', 0)).toBeNull();
});

it('takes no more than there are, of however many at once', async () => {
  const waits = await Promise.all(Array.from({ length: 100 }, () => take('f', 0)));
  expect(waits.filter((wait) => wait === null)).toHaveLength(3);
  for (const wait of waits) if (wait !== null) expect(wait).toBe(10_000);
});

it('takes one of each bucket or none, and names the one that is empty for longest', async () => {
  const wide = { id: 'wide', tokens: 4, refillMs: 1000 };
  const narrow = { id: 'narrow', tokens: 2, refillMs: 60_000 };
  const both = () => takeTokens(db, [wide, narrow], secondsIn(0));
  expect([await both(), await both()]).toEqual([null, null]);
  expect(await both()).toEqual({ bucket: narrow, waitMs: 60_000 });
  const left = () => takeTokens(db, [wide], secondsIn(0));
  expect([await left(), await left()]).toEqual([null, null]);
  expect(await left()).toEqual({ bucket: wide, waitMs: 1000 });
  expect(await both()).toEqual({ bucket: narrow, waitMs: 60_000 });
});

it('gives back what it took before it came to a bucket that was emptied meanwhile', async () => {
  const wide = { id: 'wide at once', tokens: 50, refillMs: 1000 };
  const narrow = { id: 'narrow at once', tokens: 2, refillMs: 60_000 };
  const take = () => takeTokens(db, [wide, narrow], secondsIn(0));
  const answers = await Promise.all(Array.from({ length: 40 }, take));
  expect(answers.filter((bucket) => bucket === null)).toHaveLength(2);
  const left = () => takeTokens(db, [wide], secondsIn(0));
  for (let i = 0; i < 48; i += 1) expect(await left()).toBeNull();
  expect(await left()).not.toBeNull();
});

it('of a clock that was wrong is empty once it is right, and fills up as ever', async () => {
  for (const ahead of [60, 86_400]) {
    const id = `ahead by ${ahead}`;
    for (let i = 0; i < 3; i += 1) expect(await take(id, ahead)).toBeNull();
    expect(await take(id, ahead)).toBe(10_000);
    // A minute is no more than clocks differ: the token is back when the other one says so.
    expect(await take(id, 0)).toBe(ahead === 60 ? 70_000 : 10_000);
    expect(await take(id, 9.999)).toBe(ahead === 60 ? 60_001 : 1);
    expect(await take(id, ahead === 60 ? 70 : 10)).toBeNull();
  }
});

it('of processes whose clocks are minutes apart has no more tokens than of one', async () => {
  let taken = 0;
  for (let round = 0; round < 50; round += 1) {
    for (const seconds of [600, 0]) if ((await take('apart', seconds)) === null) taken += 1;
  }
  expect(taken).toBe(3);
});
