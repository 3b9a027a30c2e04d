import { expect, it } from 'vitest';
import { giveSlotsBack, takeSlots } from '@/db/repositories/rate-limits';
import { openTestDatabase, secondsIn } from '@/tests/support/test-database';

const db = await openTestDatabase();
const room = { slots: 3, slotMs: 10_000 };
const take = async (id: string, at: number) =>
  (await takeSlots(db, [{ id, ...room }], secondsIn(at)))?.waitMs ?? null;

it('has room for so many at once, then for one more with each slot that is free again', async () => {
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

it('gives slots back, those that were taken and no others', async () => {
  for (let i = 0; i < 3; i += 1) await take('e', 0);
  await giveSlotsBack(db, [{ id: 'e', ...room }]);
  expect(await take('e', 0)).toBeNull();
  expect(await take('e', 0)).toBe(10_000);
  await giveSlotsBack(db, [{ id: 'nobody', ...room }]);
  expect(await take('nobody', 0)).toBeNull();
});

it('takes no more than there are, of however many at once', async () => {
  const waits = await Promise.all(Array.from({ length: 100 }, () => take('f', 0)));
  expect(waits.filter((wait) => wait === null)).toHaveLength(3);
  for (const wait of waits) if (wait !== null) expect(wait).toBe(10_000);
});

it('takes one of each room or none, and names the one that is full for longest', async () => {
  const wide = { id: 'wide', slots: 4, slotMs: 1000 };
  const narrow = { id: 'narrow', slots: 2, slotMs: 60_000 };
  const both = () => takeSlots(db, [wide, narrow], secondsIn(0));
  expect([await both(), await both()]).toEqual([null, null]);
  expect(await both()).toEqual({ room: narrow, waitMs: 60_000 });
  const left = () => takeSlots(db, [wide], secondsIn(0));
  expect([await left(), await left()]).toEqual([null, null]);
  expect(await left()).toEqual({ room: wide, waitMs: 1000 });
  expect(await both()).toEqual({ room: narrow, waitMs: 60_000 });
});

it('gives back what it took before it came to a room that filled up meanwhile', async () => {
  const wide = { id: 'wide at once', slots: 50, slotMs: 1000 };
  const narrow = { id: 'narrow at once', slots: 2, slotMs: 60_000 };
  const take = () => takeSlots(db, [wide, narrow], secondsIn(0));
  const full = await Promise.all(Array.from({ length: 40 }, take));
  expect(full.filter((room) => room === null)).toHaveLength(2);
  const left = () => takeSlots(db, [wide], secondsIn(0));
  for (let i = 0; i < 48; i += 1) expect(await left()).toBeNull();
  expect(await left()).not.toBeNull();
});
