import { afterEach, expect, it, vi } from 'vitest';
import { createTurns } from './turns';

const at = (ipAddress: string | null, isKnown = false) => ({ ipAddress, isKnown });

afterEach(() => {
  vi.useRealTimers();
});

/** A core: one piece of work after the other, as they come. */
function core() {
  const done: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const run = (name: string) => {
    const mine = last.then(() => new Promise((resolve) => setTimeout(resolve, 1)));
    last = mine.then(() => done.push(name));
    return last;
  };
  return { done, run };
}

it('lets another address in after one of a hundred', async () => {
  const [inTurn, { done, run }] = [createTurns(), core()];
  const flood = Array.from({ length: 100 }, () => inTurn(at('203.0.113.7'), () => run('flood')));
  await inTurn(at('198.51.100.1'), () => run('other'));
  expect(done.indexOf('other')).toBeLessThanOrEqual(1);
  await Promise.all(flood);
  expect(done).toHaveLength(101);
});

it('lets those in whom their account knows, whatever strangers do at the same address', async () => {
  const [inTurn, { done, run }] = [createTurns(), core()];
  const flood = Array.from({ length: 100 }, () => inTurn(at('203.0.113.7'), () => run('flood')));
  await inTurn(at('203.0.113.7', true), () => run('owner'));
  expect(done.indexOf('owner')).toBeLessThanOrEqual(1);
  await Promise.all(flood);
});

it('takes the spellings of an address, and a network of IPv6, for one', async () => {
  const [inTurn, { done, run }] = [createTurns(), core()];
  const spellings = ['203.0.113.7', '::ffff:203.0.113.7', '64:ff9b::203.0.113.7'];
  const network = ['2001:db8::1', '2001:db8::2', '2001:DB8:0::3'];
  const flood = [...spellings, ...network].flatMap((address) =>
    Array.from({ length: 10 }, () => inTurn(at(address), () => run(address))),
  );
  await inTurn(at(null), () => run('other'));
  // After one of each of the two.
  expect(done.indexOf('other')).toBeLessThanOrEqual(2);
  await Promise.all(flood);
});

it('turns whoever has waited ten seconds away, and nobody after', async () => {
  vi.useFakeTimers();
  const inTurn = createTurns();
  const work = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 4000)));
  const turnedAway = vi.fn(async () => {});
  const waiting = Array.from({ length: 5 }, () => inTurn(at('203.0.113.7'), work, turnedAway));
  const settled = Promise.allSettled(waiting);
  await vi.advanceTimersByTimeAsync(60_000);
  const refusal = { kind: 'throttled', options: { retryAfter: 5 } };
  expect(await settled).toMatchObject([
    ...Array.from({ length: 3 }, () => ({ status: 'fulfilled' })),
    ...Array.from({ length: 2 }, () => ({ status: 'rejected', reason: refusal })),
  ]);
  expect(work).toHaveBeenCalledTimes(3);
  expect(turnedAway).toHaveBeenCalledTimes(2);
  const next = inTurn(at('203.0.113.7'), work);
  await vi.advanceTimersByTimeAsync(4000);
  await next;
});

it('goes on after work that fails', async () => {
  const inTurn = createTurns();
  const failing = inTurn(at('203.0.113.7'), () => Promise.reject(new Error('no')));
  const next = inTurn(at('203.0.113.7'), async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
