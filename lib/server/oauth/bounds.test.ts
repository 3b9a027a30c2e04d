import { describe, expect, it } from 'vitest';
import { startFakeProvider } from '@/tests/support/social/fake-provider';
import { quickFaults } from '@/tests/support/social/faults';
import { json } from '@/tests/support/social/local-server';
import { oidcAt, signIn } from '@/tests/support/social/sign-in';
import { TestClock } from '@/tests/support/test-clock';

const { now } = new TestClock('2026-01-01T00:00:00Z');
const PLACES = ['/.well-known/openid-configuration', '/token', '/keys', '/userinfo'];
const cases = PLACES.flatMap((path) =>
  quickFaults.map(([name, kind, fault]) => [name, path, kind, fault] as const),
);

async function startWithUserInfo() {
  const fake = await startFakeProvider(now);
  fake.claims = { sub: 'ada' };
  fake.pages['/userinfo'] = fake.forBearer({ sub: 'ada', email: 'ada@example.com' });
  return fake;
}

describe('a provider whose answer is', async () => {
  const fake = await startWithUserInfo();
  const pages = { ...fake.pages };

  it.each(cases)('%s at %s makes the sign-in fail as %s', async (_, path, kind, fault) => {
    fake.pages = { ...pages, [path]: fault, '/canary': json({}) };
    const started = Date.now();
    await expect(signIn(oidcAt(fake, now), fake)).rejects.toMatchObject({
      name: 'ProviderError',
      kind,
      message: expect.stringMatching(/^[\w ]{1,80}$/),
    });
    expect(Date.now() - started).toBeLessThan(2000);
    expect(fake.arrivals.some(({ url }) => url.pathname === '/canary')).toBe(false);
  });

  it('in order signs in, so each of those faults alone made it fail', async () => {
    fake.pages = pages;
    expect(await signIn(oidcAt(fake, now), fake)).toMatchObject({ email: 'ada@example.com' });
  });
});

it('other calls of fetch keep their own way while a code is exchanged', async () => {
  const fake = await startWithUserInfo();
  fake.pages['/moved'] = (response) => response.writeHead(302, { location: '/there' }).end();
  fake.pages['/there'] = json('followed');
  let elsewhere: unknown;
  const token = fake.pages['/token'];
  fake.pages['/token'] = async (...all) => {
    elsewhere = await (await fetch(`${fake.url}/moved`)).json();
    return token?.(...all);
  };
  await signIn(oidcAt(fake, now), fake);
  expect(elsewhere).toBe('followed');
});
