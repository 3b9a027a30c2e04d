import { beforeEach, describe, expect, it } from 'vitest';
import { startFakeProvider } from '@/tests/support/social/fake-provider';
import { quickFaults } from '@/tests/support/social/faults';
import { json } from '@/tests/support/social/local-server';
import { oidcAt, signIn } from '@/tests/support/social/sign-in';
import { TestClock } from '@/tests/support/test-clock';

const clock = new TestClock('2026-01-01T00:00:00Z');
const fake = await startFakeProvider(clock.now);
const pages = { ...fake.pages };
const attempt = () => signIn(oidcAt(fake, clock.now), fake);
const info = { sub: 'ada', email: 'ada@example.com', email_verified: true, name: 'Ada King' };
const asked = () => fake.arrivals.filter(({ url }) => url.pathname === '/userinfo').length;

/** The ID token, and the user info beside it. */
function says(claims: object, reply: unknown) {
  fake.claims = { sub: 'ada', ...claims };
  fake.pages['/userinfo'] = fake.forBearer(reply);
}

beforeEach(() => {
  fake.pages = { ...pages };
});

describe('user info', () => {
  it.each([
    ['another subject', { ...info, sub: 'eve' }],
    ['no subject', { ...info, sub: undefined }],
    ['a number', { ...info, sub: 1 }],
  ])('about %s is refused', async (_, reply) => {
    says({}, reply);
    await expect(attempt()).rejects.toMatchObject({ kind: 'refused' });
  });

  it.each(['eve', 'Ada', 'ada ', '', 1, 0])(
    'about %j refuses, although nothing depends on it',
    async (sub) => {
      for (const claims of [
        { ...info, name: undefined },
        { ...info, email_verified: undefined },
      ]) {
        says(claims, { ...info, sub });
        fake.claims = { ...fake.claims, sub: 'ada' };
        await expect(attempt()).rejects.toThrow('about another account');
      }
    },
  );

  it('is not asked where the ID token has said it all, also that an address is not confirmed', async () => {
    for (const email_verified of [true, 'true', false, 'false', 'maybe', 0, {}]) {
      const before = asked();
      says({ ...info, email_verified }, info);
      const isEmailVerified = String(email_verified) === 'true';
      expect(await attempt()).toMatchObject({ email: info.email, isEmailVerified });
      expect(asked()).toBe(before);
    }
  });
});

describe('the confirmation of an address in user info', () => {
  const bare = { email: info.email, name: 'Ada King' };

  it.each([
    ...[true, 'true'].map((flag) => [flag, true] as const),
    ...['false', 'TRUE', '1', 1, [true], {}, null, undefined].map((flag) => [flag, false] as const),
  ])('as %j counts for that of the ID token: %s', async (email_verified, isEmailVerified) => {
    for (const claims of [bare, { ...bare, email_verified: null }, {}]) {
      says(claims, { ...info, email_verified });
      expect(await attempt()).toMatchObject({ email: info.email, isEmailVerified });
    }
  });

  it.each(['Ada@EXAMPLE.com', ' ada@example.com '])(
    'counts for another spelling of it: %j',
    async (email) => {
      says(bare, { ...info, email });
      expect(await attempt()).toMatchObject({ email: info.email, isEmailVerified: true });
    },
  );

  it.each([
    'mallory@example.net',
    'ada@example.com.evil.example',
    'ada+x@example.com',
    `ada@example.com,mallory@example.net`,
    ['ada@example.com'],
    null,
    undefined,
    '',
  ])('counts for no other address: %j', async (email) => {
    says({ email: 'victim@example.com', name: 'Ada' }, { ...info, email });
    expect(await attempt()).toMatchObject({
      email: 'victim@example.com',
      isEmailVerified: false,
    });
  });

  it('does not count against what the ID token says', async () => {
    says({ ...bare, email_verified: false, name: undefined }, info);
    expect(await attempt()).toMatchObject({ email: info.email, isEmailVerified: false });
    says({ ...bare, email_verified: true, name: undefined }, { ...info, email_verified: false });
    expect(await attempt()).toMatchObject({ email: info.email, isEmailVerified: true });
  });
});

describe('user info that is down while the ID token has an address', () => {
  const faults = [
    ...quickFaults,
    ['a 403', '', json({ error: 'insufficient_scope' }, 403)] as const,
    ['a 401', '', json({}, 401)] as const,
    ['a list', '', json([])] as const,
    ['null', '', json(null)] as const,
    ['a subject that is an object', '', json({ sub: {} })] as const,
  ];

  it.each(faults)('(%s) leaves the sign-in to the ID token', async (_, __, fault) => {
    for (const email_verified of [true, undefined]) {
      fake.claims = { sub: 'ada', email: info.email, email_verified };
      fake.pages['/userinfo'] = fault;
      expect(await attempt()).toMatchObject({
        subject: 'ada',
        email: info.email,
        isEmailVerified: email_verified === true,
      });
    }
  });
});
