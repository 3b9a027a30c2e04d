import type { JWTPayload } from 'jose';
import { expect } from 'vitest';
import * as link from '@/app/api/identities/route';
import * as social from '@/app/api/o/[provider]/route';
import type { Mail } from '@/lib/server/mail/read-mailbox';
import type { DeadlineIn } from '@/lib/server/oauth/call-bounds';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import { PROVIDERS } from '@/lib/shared/providers';
import type { Answer, ApiClient } from '@/tests/support/api-client';
import { type FakeProvider, startFakeProvider } from '@/tests/support/social/fake-provider';
import { startTestApp, type TestApp } from '@/tests/support/test-app';

/** A visit to a provider: the request, and the callback that ends it. */
interface Visit {
  /** The address that the browser was sent to. */
  url: URL;
  state: string;
  /** The parameters of the callback once the user has agreed. */
  callback: { state: string; code: string };
}

/** An app whose providers are all one fake: those that the settings name, and two OpenID ones. */
export interface SocialApp extends TestApp {
  fake: FakeProvider;
  /** Sets the person who comes back from now on. */
  be(person: JWTPayload): void;
  begin(client: ApiClient, slug?: string, query?: Record<string, string>): Promise<Visit>;
  beginLinking(client: ApiClient, slug?: string): Promise<Visit>;
  complete(client: ApiClient, body: object, slug?: string): Promise<Answer>;
  /** Returns the mails sent since the last call. */
  newMails(): Promise<Mail[]>;
  /** Goes to the provider and comes back as `person`. */
  comeFrom(client: ApiClient, person: JWTPayload, slug?: string): Promise<Answer>;
}

/** A person whose address the provider vouches for. */
export const vera = {
  sub: 'vera-at-the-provider',
  email: 'vera@example.com',
  email_verified: true,
  given_name: 'Vera',
  family_name: 'Visitor',
};

/** The same person at a provider that does not vouch for the address. */
export const unvouched = { ...vera, email_verified: false };

/** The same person at a provider that gives no address. */
export const addressless = { ...vera, email: undefined, email_verified: undefined };

export const CLIENT_SECRET = 'our secret/+:%';
const oidc = (prefix: string, issuer: string) => ({
  [`${prefix}_ISSUER`]: issuer,
  [`${prefix}_CLIENT_ID`]: 'our-app',
  [`${prefix}_CLIENT_SECRET`]: CLIENT_SECRET,
});

/** The address that providers may send users back to by default. */
export const redirectOf = (slug: string) =>
  slug === 'apple'
    ? 'http://localhost:3000/api/o/apple/return/'
    : `http://localhost:3000/auth/${slug}`;

/** Starts the app and the fake for this test file. */
export async function startSocialApp(
  settings: Record<string, string> = {},
  clock: { deadlineIn?: DeadlineIn } = {},
): Promise<SocialApp> {
  let now = () => new Date();
  const fake = await startFakeProvider(() => now());
  const { url } = fake;
  const app = await startTestApp({
    RATE_LIMIT: 'off',
    GOOGLE_AUTH_KEY: 'our-app',
    GOOGLE_AUTH_SECRET: CLIENT_SECRET,
    ...oidc('OIDC', url),
    ...oidc('OIDC_ACME', url),
    ...settings,
  });
  now = app.clock.now;
  const at = { issuer: url, authorization: `${url}/authorize`, token: `${url}/token` };
  const more = { keys: `${url}/keys`, userInfo: `${url}/userinfo`, emails: `${url}/emails` };
  const endpoints = Object.fromEntries(
    Object.keys(PROVIDERS).map((slug) => [slug, { ...at, ...more }]),
  );
  const { microsoft } = endpoints;
  if (microsoft) microsoft.issuer = `${url}/{tenant}/v2.0`;
  const options = { now, endpoints, ...clock };
  Object.assign(app.ctx, { providers: createProviders(app.ctx.settings, options) });

  const be = (person: JWTPayload) => {
    fake.claims = person;
    fake.pages['/userinfo'] = fake.forBearer(person);
  };
  const visitOf = ({ status, json, text }: Answer): Visit => {
    expect(status, text).toBe(200);
    const there = new URL((json as { authorization_url: string }).authorization_url);
    const state = there.searchParams.get('state') ?? '';
    return { url: there, state, callback: { state, code: fake.grant(there) } };
  };
  const begin = async (client: ApiClient, slug = 'google', query = {}) => {
    const asked = new URLSearchParams({ redirect_uri: redirectOf(slug), ...query });
    return visitOf(await client.call(social, 'GET', `/api/o/${slug}/?${asked}`));
  };
  const complete = (client: ApiClient, body: object, slug = 'google') =>
    client.call(social, 'POST', `/api/o/${slug}/`, { body });
  const seen = new Set<string>();
  return Object.assign(app, {
    fake,
    async newMails() {
      // Compared by text: mails of one moment come in no order.
      const fresh = (await app.mails()).filter((mail) => !seen.has(JSON.stringify(mail)));
      for (const mail of fresh) seen.add(JSON.stringify(mail));
      return fresh;
    },
    be,
    begin,
    complete,
    async beginLinking(client: ApiClient, slug = 'google') {
      const body = { provider: slug, redirect_uri: redirectOf(slug) };
      return visitOf(await client.call(link, 'POST', '/api/identities/', { body }));
    },
    async comeFrom(client: ApiClient, person: JWTPayload, slug = 'google') {
      be(person);
      const { callback } = await begin(client, slug);
      return complete(client, callback, slug);
    },
  });
}

/** Checks for the refusal that a user reads on the sign-in page. */
export function expectRefusal(answer: Answer, message: string): void {
  expect({ status: answer.status, body: answer.json }).toEqual({
    status: 400,
    body: { non_field_errors: [message] },
  });
  expect(answer.cookies).toEqual([]);
}

/** Returns the names of the cookies that keep attempts in a browser. */
export const attemptsIn = ({ jar }: Pick<ApiClient, 'jar'>) =>
  Object.keys(jar).filter((name) => name.startsWith('attempt-'));

/** Returns every row of the tables that social sign-in writes. */
export async function rowsOf({ ctx: { db } }: Pick<TestApp, 'ctx'>) {
  const { users, identities, pendingIdentities, sessions } = db.tables;
  return {
    users: await db.query.select().from(users),
    identities: await db.query.select().from(identities),
    pendingIdentities: await db.query.select().from(pendingIdentities),
    sessions: await db.query.select().from(sessions),
  };
}
