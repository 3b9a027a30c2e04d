import { describe, expect, it } from 'vitest';
import { startFakeProvider } from '@/tests/support/social/fake-provider';
import { slowFaults } from '@/tests/support/social/faults';
import { oidcAt, signIn } from '@/tests/support/social/sign-in';
import { TestClock } from '@/tests/support/test-clock';

const { now } = new TestClock('2026-01-01T00:00:00Z');
const PLACES = ['/.well-known/openid-configuration', '/token', '/keys', '/userinfo'];

async function startWithUserInfo() {
  const fake = await startFakeProvider(now);
  fake.claims = { sub: 'ada' };
  fake.pages['/userinfo'] = fake.forBearer({ sub: 'ada', email: 'ada@example.com' });
  return fake;
}

describe('a provider whose answer is', () => {
  it('all at once slow is left alone within 6 s, at each of its addresses', async () => {
    const waits = PLACES.flatMap((path) => slowFaults.map(([, fault]) => ({ path, fault })));
    const start = async ({ path, fault }: (typeof waits)[number]) => {
      const slow = await startWithUserInfo();
      slow.pages[path] = fault;
      return { path, slow };
    };
    // All of them before the first clock runs: each makes a key, which keeps a core busy.
    const fakes = await Promise.all(waits.map(start));
    const run = async ({ path, slow }: (typeof fakes)[number]) => {
      const started = Date.now();
      await expect(signIn(oidcAt(slow, now), slow), path).rejects.toMatchObject({
        kind: 'unreachable',
        message: 'it did not answer in time',
      });
      return Date.now() - started;
    };
    const times = await Promise.all(fakes.map(run));
    expect(Math.max(...times)).toBeLessThan(6000);
  });

  it('slow everywhere costs no more than slow in one place', async () => {
    const slow = await startWithUserInfo();
    for (const path of ['/token', '/keys', '/userinfo']) {
      const usual = slow.pages[path];
      slow.pages[path] = async (...all) => {
        await new Promise((resolve) => setTimeout(resolve, 2500));
        return usual?.(...all);
      };
    }
    const started = Date.now();
    await expect(signIn(oidcAt(slow, now), slow)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(Date.now() - started).toBeLessThan(6000);
  });
});
