import { beforeEach, describe, expect, it } from 'vitest';
import type { Provider } from '@/lib/server/oauth/provider';
import { type FakeProvider, startFakeProvider } from '@/tests/support/social/fake-provider';
import { json } from '@/tests/support/social/local-server';
import { oidcAt, signIn } from '@/tests/support/social/sign-in';
import { makeSigningKey } from '@/tests/support/social/signing-keys';
import { TestClock } from '@/tests/support/test-clock';

const clock = new TestClock('2026-01-01T00:00:00Z');
let fake: FakeProvider;
let provider: Provider;

beforeEach(async () => {
  fake = await startFakeProvider(clock.now);
  fake.claims = { sub: 'ada', email: 'ada@example.com', name: 'Ada' };
  provider = oidcAt(fake, clock.now);
});

const attempt = () => signIn(provider, fake);
const fetches = (path = '/keys') => fake.arrivals.filter(({ url }) => url.pathname === path).length;

/** Signs tokens with this key from now on, published or not. */
async function signWith(kid: string, { published }: { published: boolean }) {
  const { jwk } = fake.key;
  fake.key = await makeSigningKey(kid, 'ES256');
  fake.pages['/keys'] = json({ keys: published ? [jwk, fake.key.jwk] : [jwk] });
}

describe('the keys of a provider', () => {
  it('are fetched once for many, and again after an hour', async () => {
    await Promise.all(Array.from({ length: 10 }, attempt));
    clock.advance(3599);
    await attempt();
    expect(fetches()).toBe(1);
    clock.advance(1);
    await attempt();
    expect(fetches()).toBe(2);
  });

  it('are fetched anew for a key with an unknown name, so that sign-in outlives a rotation', async () => {
    await attempt();
    clock.advance(60);
    await signWith('second', { published: true });
    expect(await attempt()).toMatchObject({ subject: 'ada' });
    expect(fetches()).toBe(2);
  });

  it('are not fetched more than once a minute, whatever tokens name', async () => {
    await attempt();
    await signWith('made-up', { published: false });
    for (let second = 0; second < 180; second += 5) {
      clock.advance(5);
      await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
    }
    expect(fetches()).toBe(4);
  });

  it('do not hammer a server that is down', async () => {
    await attempt();
    await signWith('second', { published: true });
    fake.pages['/keys'] = json({}, 503);
    clock.advance(60);
    await expect(attempt()).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
    expect(fetches()).toBe(2);
  });

  it('that we do not understand are left out, and the others work', async () => {
    const { jwk } = fake.key;
    const strange = [null, 1, {}, { kty: 'XYZ', kid: 'first' }, { kty: 'RSA', kid: 'x' }];
    fake.pages['/keys'] = json({ keys: [...strange, jwk] });
    expect(await attempt()).toMatchObject({ subject: 'ada' });
  });

  it('with a number that would take seconds to compute with are left out', async () => {
    const n = Buffer.alloc(100_000, 0xff).toString('base64url');
    fake.pages['/keys'] = json({ keys: [{ ...fake.key.jwk, n }] });
    await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
  });

  it('that share a name are not used', async () => {
    const { jwk } = await makeSigningKey('first');
    fake.pages['/keys'] = json({ keys: [jwk, fake.key.jwk] });
    await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('the configuration of a provider', () => {
  const PATH = '/.well-known/openid-configuration';

  it('is fetched once for many, and again after an hour; a failure is not kept', async () => {
    const usual = fake.pages[PATH];
    fake.pages[PATH] = json({}, 500);
    await expect(attempt()).rejects.toMatchObject({ kind: 'unreachable' });
    fake.pages = { ...fake.pages, ...(usual && { [PATH]: usual }) };
    await Promise.all(Array.from({ length: 10 }, attempt));
    expect(fetches(PATH)).toBe(2);
    clock.advance(3600);
    await attempt();
    expect(fetches(PATH)).toBe(3);
  });
});
