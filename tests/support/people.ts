import * as create from '@/app/api/jwt/create/route';
import * as users from '@/app/api/users/route';
import { ApiClient } from '@/tests/support/api-client';
import { linkOf } from '@/tests/support/links';
import { PASSWORD } from '@/tests/support/password';
import type { TestApp } from '@/tests/support/test-app';

/** A sign-up form, good as it is. */
export const ada = {
  first_name: 'Ada',
  last_name: 'Lovelace',
  email: 'ada@example.com',
  password: PASSWORD,
  re_password: PASSWORD,
};

/** Signs a person up. */
export async function signUp(changes: Partial<typeof ada> & { username?: string } = {}) {
  const answer = await new ApiClient().call(users, 'POST', '/api/users/', {
    body: { ...ada, ...changes },
  });
  if (answer.status !== 201) throw new Error(`sign-up answered ${answer.status} ${answer.text}`);
}

/** Returns the uid and token of the link in a mail. */
export function linkIn(mail: { text: string } | undefined): { uid: string; token: string } {
  const { uid, token } = linkOf(mail ?? { text: '' });
  return { uid, token };
}

/** Returns both tokens of an answer to a native client. */
export function tokensOf(answer: { json: unknown }) {
  return answer.json as { access: string; refresh: string };
}

/** Signs in as a native client does and returns both tokens. */
export async function signIn(email: string = ada.email, client = new ApiClient()) {
  const body = { email, password: PASSWORD };
  return tokensOf(await client.call(create, 'POST', '/api/jwt/create/', { body }));
}

/** Signs a person in and returns the Authorization header. */
export async function bearerOf(email: string = ada.email): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${(await signIn(email)).access}` };
}

/** Signs in as a browser does; its tokens are in its jar alone. */
export async function signInBrowser(email: string = ada.email) {
  const browser = new ApiClient('browser');
  await browser.call(create, 'POST', '/api/jwt/create/', { body: { email, password: PASSWORD } });
  return browser;
}

export const USER_AGENTS = {
  Firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0',
  Chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
} as const;

/** Signs a person in a second later, with a browser of this name. */
export async function signInWith(
  browser: keyof typeof USER_AGENTS,
  { clock }: Pick<TestApp, 'clock'>,
  email: string = ada.email,
) {
  clock.advance(1);
  const client = new ApiClient('browser');
  const body = { email, password: PASSWORD };
  const headers = { 'user-agent': USER_AGENTS[browser] };
  await client.call(create, 'POST', '/api/jwt/create/', { body, headers });
  return { client, at: clock.now().toISOString() };
}
