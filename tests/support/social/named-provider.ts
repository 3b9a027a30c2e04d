import type { JWTPayload } from 'jose';
import { startFakeProvider } from '@/tests/support/social/fake-provider';
import { providerOf } from '@/tests/support/social/sign-in';
import { TestClock } from '@/tests/support/test-clock';

/** The profile that signs in by default. */
export const ada = {
  email: 'ada@example.com',
  isEmailVerified: true,
  firstName: 'Ada',
  lastName: 'King',
};

/** The claims about her in an ID token of the standard. */
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

/** Starts a fake that stands in for one named provider after the other. */
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
    /** Sets the answers from now on: the ID token, the user info and the list of addresses. */
    says(claims: JWTPayload | null, userInfo?: unknown, emails?: unknown) {
      fake.claims = claims;
      fake.pages['/userinfo'] = fake.forBearer(userInfo);
      fake.pages['/emails'] = fake.forBearer(emails);
    },
  };
}
