import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as activation from '@/app/api/users/activation/route';
import * as me from '@/app/api/users/me/route';
import * as reset from '@/app/api/users/reset_password/route';
import * as confirm from '@/app/api/users/reset_password_confirm/route';
import { linkingIdentity } from '@/db/repositories/identities';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { AT_ONCE } from '@/tests/support/at-once';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { linkIn, signIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();
const NEW = 'an0ther-good-one';
const BAD_TOKEN = { token: ['Invalid token for given user.'] };
const BAD_UID = { uid: ["Invalid user id or user doesn't exist."] };

let people = 0;
/** A new user with a link to set a new password. */
async function forgetful() {
  people += 1;
  const email = `person${people}@example.com`;
  await signUp({ email });
  await new ApiClient().call(reset, 'POST', '/api/users/reset_password/', { body: { email } });
  const link = linkIn((await app.mails()).find(({ to }) => to === email));
  return { email, link };
}

const post = (body: object) =>
  new ApiClient().call(confirm, 'POST', '/api/users/reset_password_confirm/', { body });
const use = (link: object, password = NEW) =>
  post({ ...link, new_password: password, re_new_password: password });
const logIn = async (email: string, password: string) =>
  (await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: { email, password } }))
    .status;

describe('204', () => {
  it('sets the password, ends every session and begins none', async () => {
    const { email, link } = await forgetful();
    const { access } = await signIn(email);
    const answer = await use(link);
    expectNoContent(answer);
    expect(answer.cookies.map(({ name }) => name)).toEqual(['device']);
    expect(await logIn(email, PASSWORD)).toBe(401);
    expect(await logIn(email, NEW)).toBe(200);
    const headers = { authorization: `Bearer ${access}` };
    const old = await new ApiClient().call(me, 'GET', '/api/users/me/', { headers });
    expect(old.status).toBe(401);
  });

  it('shows that the address is its owner’s, and tells them by mail', async () => {
    const { email, link } = await forgetful();
    await use(link);
    expect((await findUserByEmail(app.ctx.db, email))?.emailVerifiedAt).not.toBeNull();
    const subjects = (await app.mails()).filter(({ to }) => to === email).map((m) => m.subject);
    expect(subjects).toContain('Your password on Gatehouse was changed');
  });

  it('tells its owner which linked accounts stay, if they linked them', async () => {
    for (const [emailVerifiedAt, isTold] of [
      [app.clock.now(), true],
      [null, false],
    ] as const) {
      const { email, link } = await forgetful();
      await editUser(app.ctx, email, { emailVerifiedAt });
      const { id } = (await findUserByEmail(app.ctx.db, email)) ?? { id: 0 };
      const key = { provider: 'github', subject: email };
      await linkingIdentity(app.ctx.db, key, email, id, app.clock.now());
      expectNoContent(await use(link));
      const mails = (await app.mails()).filter(({ to }) => to === email);
      const told = mails.find(({ subject }) => subject.includes('was changed'));
      expect(told?.text.includes('Still linked to your account: GitHub.')).toBe(isTold);
    }
  });

  it(`is answered to one of ${AT_ONCE} that use the link at once`, async () => {
    const { link } = await forgetful();
    const passwords = Array.from({ length: AT_ONCE }, (_, i) => `${NEW}-${i}`);
    const answers = await Promise.all(passwords.map((password) => use(link, password)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(AT_ONCE - 1);
  });

  it('hands an account that a stranger signed up to the reader of its address', async () => {
    const email = 'squatted@example.com';
    await withChanged(app.ctx.settings, { SEND_ACTIVATION_EMAIL: true }, () => signUp({ email }));
    await new ApiClient().call(reset, 'POST', '/api/users/reset_password/', { body: { email } });
    const mails = (await app.mails()).filter(({ to }) => to === email);
    const mail = mails.find(({ text }) => text.includes('/password-reset/'));
    expectNoContent(await use(linkIn(mail)));
    expect(await logIn(email, PASSWORD)).toBe(401);
    expect(await logIn(email, NEW)).toBe(200);
  });

  it('sets a first password', async () => {
    const { email } = await forgetful();
    await editUser(app.ctx, email, { password: '!unusable' });
    // Mails sort by time.
    app.clock.advance(1);
    await new ApiClient().call(reset, 'POST', '/api/users/reset_password/', { body: { email } });
    const mails = (await app.mails()).filter(({ to }) => to === email);
    expectNoContent(await use(linkIn(mails.at(-1))));
    expect(await logIn(email, NEW)).toBe(200);
  });
});

describe('400, in this order', () => {
  it('without the fields', async () => {
    const R = ['This field is required.'];
    expectAnswer(await post({}), 400, { uid: R, token: R, new_password: R, re_new_password: R });
  });

  it('with a password that breaks the rules, like the account or not', async () => {
    const { email, link } = await forgetful();
    const like = { new_password: ['The password is too similar to the email.'] };
    expectAnswer(await use(link, email), 400, like);
    // A stranger without a good link could otherwise guess names, letter by letter.
    expectAnswer(await use({ ...link, token: 'x' }, email), 400, BAD_TOKEN);
    const common = { new_password: ['This password is too common.'] };
    expectAnswer(await use({ uid: 'x', token: 'x' }, 'password1'), 400, common);
  });

  it('with passwords that differ', async () => {
    const body = { uid: 'x', token: 'x', new_password: NEW, re_new_password: `${NEW} ` };
    const differ = { non_field_errors: ["The two password fields didn't match."] };
    expectAnswer(await post(body), 400, differ);
  });

  it('with the uid of no user', async () => {
    expectAnswer(await use({ uid: 'OTk5OTk', token: 'x' }), 400, BAD_UID);
  });

  it('with a token that is forged, of another user or spent', async () => {
    const mine = await forgetful();
    const yours = await forgetful();
    for (const token of ['x', yours.link.token]) {
      expectAnswer(await use({ ...mine.link, token }), 400, BAD_TOKEN);
    }
    await use(mine.link);
    expectAnswer(await use(mine.link), 400, BAD_TOKEN);
  });

  it('after an hour', async () => {
    const { link } = await forgetful();
    app.clock.advance(3600);
    expectAnswer(await use(link), 400, BAD_TOKEN);
  });

  it('when the password or the address has changed meanwhile, or the account is inactive', async () => {
    for (const changes of [
      { password: '!' },
      { email: 'moved@example.com' },
      { isActive: false },
    ]) {
      const { email, link } = await forgetful();
      await editUser(app.ctx, email, changes);
      expectAnswer(await use(link), 400, BAD_TOKEN);
    }
  });

  it('when the link is used to activate', async () => {
    const { link } = await forgetful();
    const answer = await new ApiClient().call(activation, 'POST', '/api/users/activation/', {
      body: link,
    });
    expectAnswer(answer, 400, BAD_TOKEN);
  });
});
