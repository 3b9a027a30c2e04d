import { beforeAll, describe, expect, it } from 'vitest';
import { type FakeProvider, startFakeProvider } from '@/tests/support/social/fake-provider';
import { slowFaults } from '@/tests/support/social/faults';
import { oidcAt, signIn } from '@/tests/support/social/sign-in';
import { TestClock } from '@/tests/support/test-clock';

const { now } = new TestClock('2026-01-01T00:00:00Z');
/** The addresses that are asked once the user has come back. */
const EXCHANGE = ['/token', '/keys', '/userinfo'];
const PLACES = ['/.well-known/openid-configuration', '/token', '/keys', '/userinfo'];

async function startWithUserInfo() {
  const fake = await startFakeProvider(now);
  fake.claims = { sub: 'ada' };
  fake.pages['/userinfo'] = fake.forBearer({ sub: 'ada', email: 'ada@example.com' });
  return fake;
}

/** Lets each of these addresses answer as usual, but so much later. */
function delay(slow: FakeProvider, paths: readonly string[], delayMs: number) {
  for (const path of paths) {
    const usual = slow.pages[path];
    slow.pages[path] = async (...all) => {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      return usual?.(...all);
    };
  }
}

/** Signs in; returns the address or the failure, and how long it took. */
async function timed(slow: FakeProvider) {
  const started = Date.now();
  const end = await signIn(oidcAt(slow, now), slow).then(
    ({ email }) => email,
    (error: { kind: unknown; message: string }) => `${error.kind}: ${error.message}`,
  );
  return { end, tookMs: Date.now() - started };
}

const LATE = 'unreachable: it did not answer in time';
type Timed = Awaited<ReturnType<typeof timed>>;

describe('a provider whose answer is', () => {
  const waits = PLACES.flatMap((path) => slowFaults.map(([, fault]) => ({ path, fault })));
  let dead: Timed[];
  let late: Timed;
  let tooLate: Timed;

  beforeAll(async () => {
    const start = async ({ path, fault }: (typeof waits)[number]) => {
      const slow = await startWithUserInfo();
      slow.pages[path] = fault;
      return slow;
    };
    // All of them before the first clock runs: each makes a key, which keeps a core busy.
    const deadOnes = await Promise.all(waits.map(start));
    const lateOne = await startWithUserInfo();
    lateOne.claims = { sub: 'ada', email: 'ada@example.com', email_verified: true };
    delay(lateOne, EXCHANGE, 3000);
    lateOne.pages['/userinfo'] = () => {};
    const tooLateOne = await startWithUserInfo();
    delay(tooLateOne, EXCHANGE, 4500);
    [late, tooLate, ...dead] = await Promise.all([
      timed(lateOne),
      timed(tooLateOne),
      ...deadOnes.map(timed),
    ]);
  });

  it('none, or one without end, is left alone within 12 s, at each of its addresses', () => {
    expect(dead.map(({ end }) => end)).toEqual(waits.map(() => LATE));
    expect(Math.max(...dead.map(({ tookMs }) => tookMs))).toBeLessThan(12_000);
  });

  it('three seconds late at token and keys, and none at user info, signs in by its ID token', () => {
    expect(late.end).toBe('ada@example.com');
    expect(late.tookMs).toBeLessThan(12_000);
  });

  it('slow everywhere costs no more than 12 s', () => {
    expect(tooLate.end).toBe(LATE);
    expect(tooLate.tookMs).toBeLessThan(12_000);
  });
});
