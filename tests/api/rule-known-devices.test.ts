import { beforeEach, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as resetPassword from '@/app/api/users/reset_password/route';
import * as resetPasswordConfirm from '@/app/api/users/reset_password_confirm/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as setEmailUndo from '@/app/api/users/set_email_undo/route';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { linkIn, signInBrowser, signUp } from '@/tests/support/people';
import { follow, newPendingLink } from '@/tests/support/social/pending-links';
import { startSocialApp, vera } from '@/tests/support/social/social-app';
import { editUser } from '@/tests/support/test-app';

const app = await startSocialApp({ RATE_LIMIT: 'on' });
const { db } = app.ctx;
const { email } = vera;

beforeEach(async () => {
  await db.query.delete(db.tables.users);
  await db.query.delete(db.tables.rateLimits);
  app.clock.advance(1);
});

const guess = async (client: ApiClient, headers: Record<string, string> = {}) => {
  const body = { email, password: 'wrong' };
  return (await client.call(create, 'POST', '/api/jwt/create/', { body, headers })).status;
};

/** Guesses until the account refuses each device that is new to it, for now. */
async function useUpGuesses() {
  const headers = { [INTERNAL_HEADERS.clientAddress.name]: '203.0.113.7' };
  while ((await guess(new ApiClient(), headers)) !== 429);
}

async function resetByMail(_squatter: ApiClient, client = new ApiClient()) {
  await new ApiClient().call(resetPassword, 'POST', '/api/users/reset_password/', {
    body: { email },
  });
  const [mail] = (await app.newMails()).slice(-1);
  const password = `${PASSWORD}!`;
  const body = { ...linkIn(mail), new_password: password, re_new_password: password };
  const path = '/api/users/reset_password_confirm/';
  return client.call(resetPasswordConfirm, 'POST', path, { body });
}

async function arriveFromProvider() {
  const client = new ApiClient('browser');
  await app.comeFrom(client, { ...vera });
  return follow(client, await newPendingLink(app, email));
}

async function undoAddress(squatter: ApiClient) {
  const wish = { new_email: 'attic@example.net', current_password: PASSWORD };
  await squatter.call(setEmail, 'POST', '/api/users/set_email/', { body: wish });
  const mail = (await app.newMails()).find(({ to }) => to === email);
  const path = '/api/users/set_email_undo/';
  return new ApiClient().call(setEmailUndo, 'POST', path, { body: linkIn(mail) });
}

it.each([
  ['resets the password', resetByMail],
  ['confirms an account at a provider', arriveFromProvider],
  ['undoes a change of address', undoAddress],
])('a stranger’s device is new to the account once its owner %s', async (_, takeBack) => {
  await signUp({ email });
  const squatter = await signInBrowser(email);
  await app.newMails();
  await useUpGuesses();
  expect(await guess(squatter)).toBe(401);
  expect((await takeBack(squatter)).status).toBeLessThan(300);
  expect(await guess(squatter)).toBe(429);
});

it.each([
  ['never', null, 429],
  ['once', new Date('2026-01-01'), 401],
])(
  'a browser in which the password was reset is known; others stay so if the address was %s confirmed before',
  async (_, emailVerifiedAt, others) => {
    await signUp({ email });
    await editUser(app.ctx, email, { emailVerifiedAt });
    const other = await signInBrowser(email);
    const owner = new ApiClient('browser');
    expect((await resetByMail(other, owner)).status).toBe(204);
    await useUpGuesses();
    expect(await guess(new ApiClient('browser'))).toBe(429);
    expect(await guess(other)).toBe(others);
    const body = { email, password: `${PASSWORD}!` };
    expect((await owner.call(create, 'POST', '/api/jwt/create/', { body })).status).toBe(200);
  },
);
