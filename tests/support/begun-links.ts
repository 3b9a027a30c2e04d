import * as activation from '@/app/api/users/activation/route';
import * as me from '@/app/api/users/me/route';
import * as resend from '@/app/api/users/resend_activation/route';
import * as reset from '@/app/api/users/reset_password/route';
import * as confirm from '@/app/api/users/reset_password_confirm/route';
import * as users from '@/app/api/users/route';
import type { Answer, ApiClient } from '@/tests/support/api-client';
import { ada, linkIn } from '@/tests/support/people';
import { startTestApp, type TestApp } from '@/tests/support/test-app';

type Headers = Record<string, string>;

/** A call of the API about a link to this address. */
type Ask = (client: ApiClient, email: string, headers?: Headers) => Promise<Answer>;

/** The password that a mailed link sets. */
export const NEW_PASSWORD = 'an0ther-good-one';

/** A site whose pages may call the API. */
export const FRIEND = 'https://friend.example';

export const signUpHere: Ask = (client, email, headers = {}) =>
  client.call(users, 'POST', '/api/users/', { body: { ...ada, email }, headers });

export const askAgain: Ask = (client, email, headers = {}) =>
  client.call(resend, 'POST', '/api/users/resend_activation/', { body: { email }, headers });

export const askForReset: Ask = (client, email, headers = {}) =>
  client.call(reset, 'POST', '/api/users/reset_password/', { body: { email }, headers });

/** The uses of the newest link to an address. */
interface LinkUses {
  activate: Ask;
  setPassword: Ask;
}

/** Returns the uses of links that this app mails. */
export function usesOf(app: Pick<TestApp, 'mails'>): LinkUses {
  const newestLink = async (email: string, path: string) => {
    const mails = (await app.mails()).filter(({ to, text }) => to === email && text.includes(path));
    return linkIn(mails.at(-1));
  };
  return {
    async activate(client, email, headers = {}) {
      const body = await newestLink(email, '/activation/');
      return client.call(activation, 'POST', '/api/users/activation/', { body, headers });
    },
    async setPassword(client, email, headers = {}) {
      const link = await newestLink(email, '/password-reset/');
      const body = { ...link, new_password: NEW_PASSWORD, re_new_password: NEW_PASSWORD };
      const path = '/api/users/reset_password_confirm/';
      return client.call(confirm, 'POST', path, { body, headers });
    },
  };
}

/** Starts an app with activation mails for this test file. */
export async function startLinkApp(): Promise<TestApp & LinkUses> {
  const app = await startTestApp({
    SEND_ACTIVATION_EMAIL: 'true',
    CORS_ALLOWED_ORIGINS: FRIEND,
    RATE_LIMIT: 'off',
  });
  return Object.assign(app, usesOf(app));
}

let addresses = 0;

/** Returns an address that no account has yet. A second passes, since mails sort by time. */
export function newAddress({ clock }: Pick<TestApp, 'clock'>): string {
  addresses += 1;
  clock.advance(1);
  return `person${addresses}@example.com`;
}

/** Returns the names of the cookies that an answer sets. */
export const namesOf = ({ cookies }: Pick<Answer, 'cookies'>) => cookies.map(({ name }) => name);

/** Returns the address of the account that is signed in, or null. */
export async function whoIs(client: ApiClient): Promise<string | null> {
  const { json } = await client.call(me, 'GET', '/api/users/me/');
  return (json as { email?: string }).email ?? null;
}
