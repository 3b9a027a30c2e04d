import { beforeEach, describe, expect, it } from 'vitest';
import * as resetUsername from '@/app/api/users/reset_username/route';
import * as confirm from '@/app/api/users/reset_username_confirm/route';
import { findUserByEmail } from '@/db/repositories/users';
import { encodeUid, signLink } from '@/lib/server/links/token';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { ada, linkIn, signUp } from '@/tests/support/people';
import { withSwitches } from '@/tests/support/switched-app';
import { editUser, startTestApp } from '@/tests/support/test-app';

const { ctx, clock, mails } = await startTestApp({ LOGIN_FIELD: 'username' });
await signUp({ username: 'ada' });
await signUp({ username: 'Bob', email: 'bob@example.com' });
beforeEach(() => editUser(ctx, ada.email, { username: 'ada', usernameKey: 'ada', isActive: true }));

const R = ['This field is required.'];
const BAD_UID = { uid: ["Invalid user id or user doesn't exist."] };
const BAD_TOKEN = { token: ['Invalid token for given user.'] };
const TAKEN = { new_username: ['A user with that username already exists.'] };
const use = (body: object) =>
  new ApiClient().call(confirm, 'POST', '/api/users/reset_username_confirm/', { body });
const account = async () => {
  const user = await findUserByEmail(ctx.db, ada.email);
  if (!user) throw new Error('no account');
  return user;
};

/** Returns the parts of a link as it is mailed. */
async function newLink() {
  const user = await account();
  const token = signLink('username-reset', { user, change: null }, ctx.settings, clock.now());
  return { uid: encodeUid(user.id), token };
}

describe('204', () => {
  it('changes the user name with the mailed link, which works once', async () => {
    const body = { email: ada.email };
    await new ApiClient().call(resetUsername, 'POST', '/api/users/reset_username/', { body });
    const link = linkIn((await mails()).find(({ text }) => text.includes('/username-reset/')));
    const answer = await use({ ...link, new_username: 'Countess' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await account()).toMatchObject({ username: 'Countess', usernameKey: 'countess' });
    expectAnswer(await use({ ...link, new_username: 'again' }), 400, BAD_TOKEN);
  });
});

describe('400', () => {
  it('in Djoser’s order: the name, then the uid, then the token', async () => {
    const { uid, token } = await newLink();
    expectAnswer(await use({}), 400, { new_username: R });
    expectAnswer(await use({ uid, token: 'x', new_username: 'BOB' }), 400, TAKEN);
    expectAnswer(await use({ new_username: 'new' }), 400, BAD_UID);
    expectAnswer(await use({ uid: encodeUid(99), token, new_username: 'new' }), 400, BAD_UID);
    expectAnswer(await use({ uid, token: 'x', new_username: 'new' }), 400, BAD_TOKEN);
  });

  it('to a link that is too old, or of an account that is not active', async () => {
    const link = { ...(await newLink()), new_username: 'new' };
    await editUser(ctx, ada.email, { isActive: false });
    expectAnswer(await use(link), 400, BAD_TOKEN);
    await editUser(ctx, ada.email, { isActive: true });
    clock.advance(86_400);
    expectAnswer(await use(link), 400, BAD_TOKEN);
  });

  it('asks for the name twice with the switch', async () => {
    const retypes = { resetLogin: true };
    await withSwitches(ctx, { loginField: 'username', retypes }, async () => {
      expect((await use({})).text).toBe(JSON.stringify({ new_username: R, re_new_username: R }));
      expectAnswer(await use({ new_username: 'new', re_new_username: 'x' }), 400, {
        non_field_errors: ["The two username fields didn't match."],
      });
      const twice = { new_username: 'new', re_new_username: 'new' };
      expect((await use({ ...(await newLink()), ...twice })).status).toBe(204);
    });
  });
});

describe('LOGIN_FIELD=email', () => {
  it('has the path answer as it did without this endpoint', async () => {
    await withSwitches(ctx, { loginField: 'email' }, async () => {
      expectAnonymous(await use({ ...(await newLink()), new_username: 'new' }));
      expect(await account()).toMatchObject({ username: 'ada' });
    });
  });
});
