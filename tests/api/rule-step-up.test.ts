import { beforeEach, describe, expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as route from '@/app/api/users/[id]/route';
import * as me from '@/app/api/users/me/route';
import * as setEmail from '@/app/api/users/set_email/route';
import { findUserByEmail } from '@/db/repositories/users';
import type { RouteHandlers } from '@/lib/server/http/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { signInBrowser, signUp } from '@/tests/support/people';
import { startSocialApp, vera } from '@/tests/support/social/social-app';
import { editUser } from '@/tests/support/test-app';

const app = await startSocialApp();
const { db } = app.ctx;
const RECENT_SECONDS = 15 * 60;
const REFUSED = {
  detail: 'This takes a recent sign-in. Sign in again.',
  code: 'recent_sign_in_required',
};
const MOVED = 'moved@example.com';

beforeEach(async () => {
  await db.query.delete(db.tables.users);
  app.clock.advance(1);
  await app.newMails();
});

/** A browser that has just signed in with a linked account, and whose account has no password. */
async function linkedOnly() {
  const browser = new ApiClient('browser');
  expect((await app.comeFrom(browser, vera)).status).toBe(201);
  return browser;
}
/** Lets time go by, then refreshes: that makes no sign-in more recent. */
async function waitWith(browser: ApiClient, seconds: number) {
  app.clock.advance(seconds);
  const { status } = await browser.call(refresh, 'POST', '/api/jwt/refresh/', { body: {} });
  expect(status).toBe(200);
}

const idOfVera = async () => (await findUserByEmail(db, vera.email))?.id ?? 0;

type Way = [
  name: string,
  handlers: RouteHandlers,
  method: 'DELETE' | 'POST',
  path: () => Promise<string> | string,
  body: object,
  isDone: () => Promise<boolean>,
];
const isGone = async () => (await findUserByEmail(db, vera.email)) === null;
const WAYS: Way[] = [
  ['deleting me', me, 'DELETE', () => '/api/users/me/', {}, isGone],
  ['deleting by id', route, 'DELETE', async () => `/api/users/${await idOfVera()}/`, {}, isGone],
  [
    'asking for another address',
    setEmail,
    'POST',
    () => '/api/users/set_email/',
    { new_email: MOVED },
    async () => (await app.newMails()).some(({ to }) => to === MOVED),
  ],
];

describe.each(WAYS)('%s', (_, handlers, method, path, body, isDone) => {
  const act = async (client: ApiClient, changes: object = {}) =>
    client.call(handlers, method, await path(), { body: { ...body, ...changes } });

  it('takes a recent sign-in from an owner of linked accounts alone', async () => {
    const browser = await linkedOnly();
    await waitWith(browser, RECENT_SECONDS);
    expectNoContent(await act(browser));
    expect(await isDone()).toBe(true);
  });

  it('else says so by its code, and does nothing until they have signed in again', async () => {
    const browser = await linkedOnly();
    await waitWith(browser, RECENT_SECONDS + 1);
    const answer = await act(browser);
    expectAnswer(answer, 403, REFUSED);
    expect(answer.headers.get('x-error-code')).toBe('recent_sign_in_required');
    expect(await isDone()).toBe(false);
    expect((await app.comeFrom(browser, vera)).status).toBe(201);
    expectNoContent(await act(browser));
  });

  it('takes no password that such an account does not have', async () => {
    const browser = await linkedOnly();
    for (const [current_password, sentence] of [
      ['!', 'Invalid password.'],
      [PASSWORD, 'Invalid password.'],
      ['', 'This field may not be blank.'],
      [null, 'This field may not be null.'],
    ]) {
      const answer = await act(browser, { current_password });
      expectAnswer(answer, 400, { current_password: [sentence] });
    }
    expect(await isDone()).toBe(false);
  });

  it('takes the password of an account that has one, however recent its sign-in', async () => {
    await signUp({ email: vera.email });
    await editUser(app.ctx, vera.email, { emailVerifiedAt: app.clock.now() });
    const byPassword = await signInBrowser(vera.email);
    const byProvider = await linkedOnly();
    for (const browser of [byPassword, byProvider]) {
      for (const [changes, sentence] of [
        [{}, 'This field is required.'],
        [{ current_password: '' }, 'This field may not be blank.'],
        [{ current_password: null }, 'This field may not be null.'],
        [{ current_password: 'wrong' }, 'Invalid password.'],
      ] as const) {
        expectAnswer(await act(browser, changes), 400, { current_password: [sentence] });
      }
    }
    await app.newMails();
    await waitWith(byPassword, RECENT_SECONDS + 1);
    expectNoContent(await act(byPassword, { current_password: PASSWORD }));
    expect(await isDone()).toBe(true);
  });
});
