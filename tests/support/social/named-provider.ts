import type { JWTPayload } from 'jose';
import { startFakeProvider } from '@/tests/support/social/fake-provider';
import { providerOf } from '@/tests/support/social/sign-in';
import { TestClock } from '@/tests/support/test-clock';

/** Who signs in wherever a test does not say otherwise. */
export const ada = {
  email: 'ada@example.com',
  isEmailVerified: true,
  firstName: 'Ada',
  lastName: 'King',
};

/** What an ID token of the standard's own kind says of her. */
export const adaClaims = {
  sub: '10769150350006150715113082367',
  email: 'Ada@Example.com',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'King',
  name: 'Ada King',
};

/** The settings of our app at a fake provider. */
export function pair(prefix: string): Record<string, string> {
  return { [`${prefix}_KEY`]: 'our-app', [`${prefix}_SECRET`]: 'our secret/+:%' };
}

/** A fake that stands in for one named provider after the other. */
export async function startStandIn() {
  const clock = new TestClock('2026-01-01T00:00:00Z');
  const fake = await startFakeProvider(clock.now);
  const { url } = fake;
  const at = {
    issuer: url,
    authorization: `${url}/authorize`,
    token: `${url}/token`,
    keys: `${url}/keys`,
    userInfo: `${url}/userinfo`,
    emails: `${url}/emails`,
  };
  return {
    clock,
    fake,
    url,
    provider: (slug: string, settings: Record<string, string>, endpoints = {}) =>
      providerOf(slug, settings, clock.now, { ...at, ...endpoints }),
    /** What it says from now on: in ID tokens, as user info, as a list of addresses. */
    says(claims: JWTPayload | null, userInfo?: unknown, emails?: unknown) {
      fake.claims = claims;
      fake.pages['/userinfo'] = fake.forBearer(userInfo);
      fake.pages['/emails'] = fake.forBearer(emails);
    },
  };
}
