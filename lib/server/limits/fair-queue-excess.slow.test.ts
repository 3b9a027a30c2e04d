import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFairQueue } from '@/lib/server/limits/fair-queue';

/** A queue of one piece of work at a time, unless it is told otherwise. */
const queueOf = ({ slots = 1, maxWaitMs = 10_000, expectedMs = 1 } = {}) =>
  createFairQueue({ slots: () => slots, maxWaitMs, expectedMs });

const at = (ipAddress: string | null, isKnown = false) => ({ ipAddress, isKnown });

const strangers = (count: number) =>
  Array.from({ length: count }, (_, host) => `2001:db8:${host.toString(16)}::1`);

/** Work that goes on until it is ended. */
function held() {
  let end = () => {};
  const whole = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => whole, end };
}

afterEach(() => {
  vi.useRealTimers();
});

it('turns away requests that have waited ten seconds, and none after them', async () => {
  vi.useFakeTimers();
  const start = Date.now();
  const queueFairly = queueOf();
  // Shorter pieces have let in more than it can serve.
  for (let i = 0; i < 50; i += 1) await queueFairly(at('203.0.113.7'), async () => {});
  const work = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 11_000)));
  const onRefused = vi.fn(async () => {});
  // In one line, and each in its own: the core is the same.
  const places = ['203.0.113.7', '203.0.113.7', '198.51.100.1', '198.51.100.2', '203.0.113.7'];
  const waiting = places.map((place) => queueFairly(at(place), work, onRefused));
  const settled = Promise.allSettled(waiting);
  const late: number[] = [];
  for (const turn of waiting) turn.catch(() => late.push(Date.now() - start));
  await vi.advanceTimersByTimeAsync(60_000);
  // When their time is over, and not when their turn comes.
  expect(late).toEqual([10_000, 10_000, 10_000, 10_000]);
  const refusal = { code: 'throttled', options: { retryAfter: 5 } };
  const [done, refused] = [{ status: 'fulfilled' }, { status: 'rejected', reason: refusal }];
  expect(await settled).toMatchObject([done, refused, refused, refused, refused]);
  expect(work).toHaveBeenCalledTimes(1);
  expect(onRefused).toHaveBeenCalledTimes(4);
  const next = queueFairly(at('203.0.113.7'), work);
  await vi.advanceTimersByTimeAsync(11_000);
  await next;
});

describe('a queue that is full', () => {
  const pieceMs = 100;
  /** Two at a time, a tenth of a second each: 16 more within half of the longest wait. */
  const fullQueue = () => {
    vi.useFakeTimers();
    const queueFairly = queueOf({ slots: 2, maxWaitMs: 1620, expectedMs: pieceMs });
    const [done, refused]: [string[], [string, number][]] = [[], []];
    const start = Date.now();
    const send = (name: string, ipAddress: string, isKnown = false) =>
      void queueFairly(at(ipAddress, isKnown), async () => {
        await new Promise((resolve) => setTimeout(resolve, pieceMs));
        done.push(name);
      }).catch(() => refused.push([name, Date.now() - start]));
    return { send, done, refused, settle: () => vi.advanceTimersByTimeAsync(20 * pieceMs) };
  };
  const names = (refused: readonly [string, number][]) => refused.map(([name]) => name);

  it('tells the excess at once, and serves all the others in time', async () => {
    const { send, done, refused, settle } = fullQueue();
    for (let i = 0; i < 30; i += 1) send(`${i}`, '203.0.113.7');
    await vi.advanceTimersByTimeAsync(0);
    expect(refused).toEqual(Array.from({ length: 12 }, (_, i) => [`${18 + i}`, 0]));
    await settle();
    expect(done).toHaveLength(18);
    expect(refused).toHaveLength(12);
  });

  it('refunds what was counted for those that it turns away', async () => {
    const queueFairly = queueOf({ maxWaitMs: 1600, expectedMs: 500 });
    const onRefused = vi.fn(async () => {});
    const { work, end } = held();
    const waiting = Array.from({ length: 5 }, () =>
      queueFairly(at('203.0.113.7'), work, onRefused),
    );
    const settled = Promise.allSettled(waiting);
    await expect(waiting[4]).rejects.toMatchObject({ code: 'throttled' });
    expect(onRefused).toHaveBeenCalledTimes(2);
    end();
    await settled;
  });

  it('takes the room that one address fills for those who come from others', async () => {
    const { send, done, refused, settle } = fullQueue();
    for (let i = 0; i < 18; i += 1) send('flood', '203.0.113.7');
    for (const address of strangers(8)) send('other', address);
    await vi.advanceTimersByTimeAsync(0);
    expect(names(refused)).toEqual(Array.from({ length: 8 }, () => 'flood'));
    await settle();
    expect(done.filter((name) => name === 'other')).toHaveLength(8);
    // Behind the two that were under way when they came.
    expect(done.slice(2, 10)).toEqual(Array(8).fill('other'));
    expect(refused).toHaveLength(8);
  });

  it('lets known devices in, from however many addresses strangers fill it', async () => {
    const { send, done, refused, settle } = fullQueue();
    for (const address of strangers(18)) send('stranger', address);
    send('late stranger', '198.51.100.1');
    for (const address of strangers(8)) send('known', address, true);
    await vi.advanceTimersByTimeAsync(0);
    expect(names(refused)).toEqual(['late stranger', ...Array(8).fill('stranger')]);
    await settle();
    expect(done.filter((name) => name === 'known')).toHaveLength(8);
    expect(refused).toHaveLength(9);
  });

  it('lets strangers in, from however many known devices others fill it', async () => {
    const { send, done, refused, settle } = fullQueue();
    for (const address of strangers(18)) send('known', address, true);
    for (const address of strangers(8)) send('stranger', address);
    await settle();
    expect(done.filter((name) => name === 'stranger')).toHaveLength(8);
    expect(names(refused)).toEqual(Array(8).fill('known'));
  });

  it('is as long as the work that was measured allows: half of the longest wait', async () => {
    vi.useFakeTimers();
    const queueFairly = queueOf({ maxWaitMs: 1600, expectedMs: 1 });
    const work = () => new Promise((resolve) => setTimeout(resolve, 190));
    let refused = 0;
    const send = (count: number) => {
      for (let i = 0; i < count; i += 1) {
        queueFairly(at('203.0.113.7'), work).catch(() => {
          refused += 1;
        });
      }
    };
    send(14);
    await vi.advanceTimersByTimeAsync(189);
    expect(refused).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    // One is done, one under way; of twelve that were let in before, nine tenths are enough for seven.
    expect(refused).toBe(5);
    await vi.advanceTimersByTimeAsync(8 * 190);
    expect(refused).toBe(5);
    // One is under way, and half of the wait is enough for four.
    send(6);
    await vi.advanceTimersByTimeAsync(0);
    expect(refused).toBe(6);
    await vi.advanceTimersByTimeAsync(2000);
    expect(refused).toBe(6);
  });

  it('holds a known device and a stranger, however long the work is', async () => {
    const queueFairly = queueOf({ maxWaitMs: 1000, expectedMs: 60_000 });
    const { work, end } = held();
    const waiting = [false, false, true].map((isKnown) =>
      queueFairly(at('203.0.113.7', isKnown), work),
    );
    const late = queueFairly(at('198.51.100.1'), work);
    await expect(late).rejects.toMatchObject({ code: 'throttled' });
    end();
    await Promise.all(waiting);
  });
});

it('turns no request away without limits', async () => {
  const maxWaitMs = Number.POSITIVE_INFINITY;
  const queueFairly = queueOf({ maxWaitMs, expectedMs: 60_000 });
  const waiting = Array.from({ length: 2000 }, () =>
    queueFairly(at('203.0.113.7'), async () => {}),
  );
  await Promise.all(waiting);
});

it('passes over those whose time is over at once', async () => {
  const queueFairly = queueOf({ maxWaitMs: 50 });
  const long = () => new Promise<void>((resolve) => setTimeout(resolve, 200));
  const waiting = strangers(300).map((address) => queueFairly(at(address), long));
  expect(
    (await Promise.allSettled(waiting)).filter(({ status }) => status === 'rejected').length,
  ).toBe(299);
  // Behind a pause for each of them, it would wait for seconds.
  await expect(queueFairly(at('198.51.100.1'), async () => 'in')).resolves.toBe('in');
});
