import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as activation from '@/app/api/users/activation/route';
import * as reset from '@/app/api/users/reset_password_confirm/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { AT_ONCE } from '@/tests/support/at-once';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { linkIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp({ SEND_ACTIVATION_EMAIL: 'true' });
const post = (body: unknown) =>
  new ApiClient().call(activation, 'POST', '/api/users/activation/', { body });
const BAD_TOKEN = { token: ['Invalid token for given user.'] };
const BAD_UID = { uid: ["Invalid user id or user doesn't exist."] };

/** Signs a user up and returns the link that they are sent. */
async function newcomer(email: string) {
  await signUp({ email });
  const mail = (await app.mails()).find(
    ({ to, subject }) => to === email && /Activate/.test(subject),
  );
  return linkIn(mail);
}

const signIn = (email: string) =>
  new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: { email, password: PASSWORD } });

describe('204', () => {
  it('lets a user sign in who could not before', async () => {
    const link = await newcomer('ada@example.com');
    expect((await signIn('ada@example.com')).status).toBe(401);
    expectNoContent(await post(link));
    expect((await signIn('ada@example.com')).status).toBe(200);
    expect((await findUserByEmail(app.ctx.db, 'ada@example.com'))?.emailVerifiedAt).toEqual(
      app.clock.now(),
    );
  });

  it(`is answered to one of ${AT_ONCE} that use the link at once`, async () => {
    const link = await newcomer('race@example.com');
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => post(link)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 403)).toHaveLength(AT_ONCE - 1);
  });

  it('says by mail that the account is ready, if that is wanted, once', async () => {
    await withChanged(app.ctx.settings, { SEND_CONFIRMATION_EMAIL: true }, async () => {
      const link = await newcomer('said@example.com');
      await Promise.all([post(link), post(link), post(link)]);
      const mails = (await app.mails()).filter(({ to }) => to === 'said@example.com');
      expect(mails.map(({ subject }) => subject).sort()).toEqual([
        'Activate your account on Gatehouse',
        'Your account on Gatehouse is ready',
      ]);
    });
  });
});

describe('400', () => {
  it('without uid and token', async () => {
    const R = ['This field is required.'];
    expectAnswer(await post({}), 400, { uid: R, token: R });
    const B = ['This field may not be blank.'];
    expectAnswer(await post({ uid: '', token: ' ' }), 400, { uid: B, token: B });
  });

  it.each(['x', 'OTk', 'MQ==', 'LTE', '%', 'MA'])(
    'with the uid %j, which no user has',
    async (uid) => {
      expectAnswer(await post({ uid, token: 'x' }), 400, BAD_UID);
    },
  );

  it('with the token of another user, or a forged one', async () => {
    const mine = await newcomer('mine@example.com');
    const yours = await newcomer('yours@example.com');
    const [time = '', mac = ''] = mine.token.split(/-(.*)/s);
    for (const token of [
      yours.token,
      '',
      'x',
      `${time}-${mac.slice(0, -1)}`,
      `zzzzzz-${mac}`,
      `${time}-${'A'.repeat(43)}`,
    ].filter(Boolean)) {
      expectAnswer(await post({ uid: mine.uid, token }), 400, BAD_TOKEN);
    }
    expectNoContent(await post(mine));
  });

  it('after three days', async () => {
    const link = await newcomer('late@example.com');
    app.clock.advance(3 * 86_400 - 1);
    const inTime = await newcomer('in-time@example.com');
    app.clock.advance(1);
    expectAnswer(await post(link), 400, BAD_TOKEN);
    app.clock.advance(3 * 86_400 - 2);
    expectNoContent(await post(inTime));
  });

  it('when the address or the password has changed meanwhile', async () => {
    const link = await newcomer('old@example.com');
    await editUser(app.ctx, 'old@example.com', { email: 'new@example.com' });
    expectAnswer(await post(link), 400, BAD_TOKEN);
  });

  it('to a user whom an operator has deactivated since', async () => {
    const link = await newcomer('out@example.com');
    await post(link);
    await editUser(app.ctx, 'out@example.com', { isActive: false });
    expectAnswer(await post(link), 400, BAD_TOKEN);
  });

  it('when the link is used for another purpose', async () => {
    const { uid, token } = await newcomer('cross@example.com');
    const password = 'an0ther-good-one';
    const body = { uid, token, new_password: password, re_new_password: password };
    const answer = await new ApiClient().call(reset, 'POST', '/api/users/reset_password_confirm/', {
      body,
    });
    expectAnswer(answer, 400, BAD_TOKEN);
  });
});

describe('403', () => {
  it('once the account is active', async () => {
    const link = await newcomer('twice@example.com');
    await post(link);
    expectAnswer(await post(link), 403, { detail: 'Stale token for given user.' });
  });
});
