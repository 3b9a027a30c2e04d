import { afterEach, expect, it, vi } from 'vitest';
import { createFairQueue } from '@/lib/server/limits/fair-queue';

const at = (ipAddress: string | null, isKnown = false) => ({ ipAddress, isKnown });

afterEach(() => {
  vi.useRealTimers();
});

/** Work of a millisecond, and the names of what is done. */
function core() {
  const done: string[] = [];
  const run = async (name: string) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    done.push(name);
  };
  return { done, run };
}

it('lets another address in after one of a hundred', async () => {
  const [queueFairly, { done, run }] = [createFairQueue(), core()];
  const flood = Array.from({ length: 100 }, () =>
    queueFairly(at('203.0.113.7'), () => run('flood')),
  );
  await queueFairly(at('198.51.100.1'), () => run('other'));
  expect(done.indexOf('other')).toBeLessThanOrEqual(1);
  await Promise.all(flood);
  expect(done).toHaveLength(101);
});

it('lets those in whom their account knows, whatever strangers do at the same address', async () => {
  const [queueFairly, { done, run }] = [createFairQueue(), core()];
  const flood = Array.from({ length: 100 }, () =>
    queueFairly(at('203.0.113.7'), () => run('flood')),
  );
  await queueFairly(at('203.0.113.7', true), () => run('owner'));
  expect(done.indexOf('owner')).toBeLessThanOrEqual(1);
  await Promise.all(flood);
});

const strangers = (count: number) =>
  Array.from({ length: count }, (_, host) => `2001:db8:${host.toString(16)}::1`);

it('lets known devices in before strangers at a hundred addresses', async () => {
  const [queueFairly, { done, run }] = [createFairQueue(), core()];
  const flood = strangers(100).map((address) => queueFairly(at(address), () => run('flood')));
  const owners = ['198.51.100.1', '198.51.100.2'].map((address) =>
    queueFairly(at(address, true), () => run('owner')),
  );
  await Promise.all(owners);
  expect(done).toEqual(['flood', 'owner', 'flood', 'owner']);
  await Promise.all(flood);
});

it('lets a stranger in after one known device, of which strangers can have some too', async () => {
  const [queueFairly, { done, run }] = [createFairQueue(), core()];
  const known = strangers(100).map((address) => queueFairly(at(address, true), () => run('known')));
  await queueFairly(at('198.51.100.1'), () => run('other'));
  expect(done.indexOf('other')).toBeLessThanOrEqual(2);
  await Promise.all(known);
  expect(done).toHaveLength(101);
});

it('lets another address go before one that comes again at once', async () => {
  const [queueFairly, { done, run }] = [createFairQueue(), core()];
  const flood = Array.from({ length: 3 }, () => queueFairly(at('203.0.113.7'), () => run('flood')));
  await flood[0];
  // The next of the flood waits in front already.
  await queueFairly(at('198.51.100.1'), () => run('other'));
  expect(done).toEqual(['flood', 'other']);
  await Promise.all(flood);
});

it('serves everything else between two pieces of work', async () => {
  const queueFairly = createFairQueue();
  let [turns, isOver] = [0, false];
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  count();
  const [starts, ends]: [number[], number[]] = [[], []];
  const work = async () => {
    starts.push(turns);
    await new Promise((resolve) => setImmediate(resolve));
    ends.push(turns);
  };
  await Promise.all(
    ['203.0.113.1', '203.0.113.2', '203.0.113.3'].map((a) => queueFairly(at(a), work)),
  );
  isOver = true;
  for (const after of [0, 1])
    expect((starts[after + 1] ?? 0) - (ends[after] ?? 0)).toBeGreaterThan(5);
});

it('takes the spellings of an address, and the networks of a site of IPv6, for one', async () => {
  const [queueFairly, { done, run }] = [createFairQueue(), core()];
  const spellings = ['203.0.113.7', '::ffff:203.0.113.7', '64:ff9b::203.0.113.7'];
  const network = ['2001:db8::1', '2001:DB8:0::3', '2001:db8:0:1::1', '2001:db8:0:ffff::1'];
  const flood = [...spellings, ...network].flatMap((address) =>
    Array.from({ length: 10 }, () => queueFairly(at(address), () => run(address))),
  );
  await queueFairly(at(null), () => run('other'));
  // After one of each of the two.
  expect(done.indexOf('other')).toBeLessThanOrEqual(2);
  await Promise.all(flood);
});

it.each([
  ['with', undefined],
  ['without', Number.POSITIVE_INFINITY],
])('does one piece of work at a time for all addresses, %s limits', async (_, maxWaitMs) => {
  const queueFairly = createFairQueue(maxWaitMs);
  let [underWay, most] = [0, 0];
  const work = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    underWay -= 1;
  };
  const hosts = Array.from({ length: 9 }, (_, host) => at(`203.0.113.${host % 3}`, host > 5));
  await Promise.all(hosts.map((place) => queueFairly(place, work)));
  expect(most).toBe(1);
});

it('turns away requests that have waited ten seconds, and none after them', async () => {
  vi.useFakeTimers();
  const start = Date.now();
  const queueFairly = createFairQueue();
  const work = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 4000)));
  const onRefused = vi.fn(async () => {});
  // In one line, and each in its own: the core is the same.
  const places = ['203.0.113.7', '203.0.113.7', '198.51.100.1', '198.51.100.2', '203.0.113.7'];
  const waiting = places.map((place) => queueFairly(at(place), work, onRefused));
  const settled = Promise.allSettled(waiting);
  const late: number[] = [];
  for (const turn of waiting) turn.catch(() => late.push(Date.now() - start));
  await vi.advanceTimersByTimeAsync(60_000);
  // When their time is over, and not when their turn comes.
  expect(late).toEqual([10_000, 10_000]);
  const refusal = { code: 'throttled', options: { retryAfter: 5 } };
  const [done, refused] = [{ status: 'fulfilled' }, { status: 'rejected', reason: refusal }];
  expect(await settled).toMatchObject([done, refused, done, done, refused]);
  expect(work).toHaveBeenCalledTimes(3);
  expect(onRefused).toHaveBeenCalledTimes(2);
  const next = queueFairly(at('203.0.113.7'), work);
  await vi.advanceTimersByTimeAsync(4000);
  await next;
});

it('passes over those whose time is over at once', async () => {
  const queueFairly = createFairQueue(50);
  const long = () => new Promise<void>((resolve) => setTimeout(resolve, 200));
  const waiting = strangers(300).map((address) => queueFairly(at(address), long));
  expect(
    (await Promise.allSettled(waiting)).filter(({ status }) => status === 'rejected').length,
  ).toBe(299);
  // Behind a pause for each of them, it would wait for seconds.
  await expect(queueFairly(at('198.51.100.1'), async () => 'in')).resolves.toBe('in');
});

it('goes on after work that fails', async () => {
  const queueFairly = createFairQueue();
  const failing = queueFairly(at('203.0.113.7'), () => Promise.reject(new Error('no')));
  const next = queueFairly(at('203.0.113.7'), async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
