import { expect, it } from 'vitest';
import { createFairQueue } from '@/lib/server/limits/fair-queue';

/** A queue of one piece of work at a time, unless it is told otherwise. */
const queueOf = ({ slots = 1, maxWaitMs = 10_000, expectedMs = 1 } = {}) =>
  createFairQueue({ slots: () => slots, maxWaitMs, expectedMs });

const at = (ipAddress: string | null, isKnown = false) => ({ ipAddress, isKnown });

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
  const [queueFairly, { done, run }] = [queueOf(), core()];
  const flood = Array.from({ length: 100 }, () =>
    queueFairly(at('203.0.113.7'), () => run('flood')),
  );
  await queueFairly(at('198.51.100.1'), () => run('other'));
  expect(done.indexOf('other')).toBeLessThanOrEqual(1);
  await Promise.all(flood);
  expect(done).toHaveLength(101);
});

it('lets those in whom their account knows, whatever strangers do at the same address', async () => {
  const [queueFairly, { done, run }] = [queueOf(), core()];
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
  const [queueFairly, { done, run }] = [queueOf(), core()];
  const flood = strangers(100).map((address) => queueFairly(at(address), () => run('flood')));
  const owners = ['198.51.100.1', '198.51.100.2'].map((address) =>
    queueFairly(at(address, true), () => run('owner')),
  );
  await Promise.all(owners);
  expect(done).toEqual(['flood', 'owner', 'flood', 'owner']);
  await Promise.all(flood);
});

it('lets a stranger in after one known device, of which strangers can have some too', async () => {
  const [queueFairly, { done, run }] = [queueOf(), core()];
  const known = strangers(100).map((address) => queueFairly(at(address, true), () => run('known')));
  await queueFairly(at('198.51.100.1'), () => run('other'));
  expect(done.indexOf('other')).toBeLessThanOrEqual(2);
  await Promise.all(known);
  expect(done).toHaveLength(101);
});

it('lets another address go before one that comes again at once', async () => {
  const [queueFairly, { done, run }] = [queueOf(), core()];
  const flood = Array.from({ length: 4 }, () => queueFairly(at('203.0.113.7'), () => run('flood')));
  await flood[0];
  // The second of the flood is under way, the third waits in front.
  await queueFairly(at('198.51.100.1'), () => run('other'));
  expect(done).toEqual(['flood', 'flood', 'other']);
  await Promise.all(flood);
});

it('lets an address that waits for its second turn go before those that come later', async () => {
  const [queueFairly, { done, run }] = [queueOf(), core()];
  const office = ['first', 'second'].map((name) =>
    queueFairly(at('198.51.100.1'), () => run(name)),
  );
  const early = queueFairly(at('203.0.113.7'), () => run('early'));
  await office[0];
  const late = strangers(20).map((address) => queueFairly(at(address), () => run('late')));
  await Promise.all([...office, early]);
  expect(done.slice(0, 3)).toEqual(['first', 'early', 'second']);
  await Promise.all(late);
});

it('takes the spellings of an address, and the networks of a site of IPv6, for one', async () => {
  const [queueFairly, { done, run }] = [queueOf(), core()];
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
  ['with', 1, undefined],
  ['without', 1, Number.POSITIVE_INFINITY],
  ['with', 3, undefined],
  ['without', 3, Number.POSITIVE_INFINITY],
])('does, %s limits, no more than %i at a time for all addresses', async (_, slots, maxWaitMs) => {
  const queueFairly = queueOf({ slots, ...(maxWaitMs && { maxWaitMs }) });
  let [underWay, most] = [0, 0];
  const work = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    underWay -= 1;
  };
  const hosts = Array.from({ length: 9 }, (_, host) => at(`203.0.113.${host % 3}`, host > 5));
  await Promise.all(hosts.map((place) => queueFairly(place, work)));
  expect(most).toBe(slots);
});

it('goes on after work that fails', async () => {
  const queueFairly = queueOf();
  const failing = queueFairly(at('203.0.113.7'), () => Promise.reject(new Error('no')));
  const next = queueFairly(at('203.0.113.7'), async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
