import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as route from '@/app/api/users/set_email_confirm/route';
import * as undoRoute from '@/app/api/users/set_email_undo/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { AT_ONCE } from '@/tests/support/at-once';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { movingPeople } from '@/tests/support/moving-people';
import { PASSWORD } from '@/tests/support/password';
import { linkIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const BAD_TOKEN = { token: ['Invalid token for given user.'] };
const post = (body: unknown) =>
  new ApiClient().call(route, 'POST', '/api/users/set_email_confirm/', { body });

const { movingPerson, askFor } = movingPeople(app);

describe('204', () => {
  it('makes the new address the one to sign in with', async () => {
    const { email, newEmail, confirm } = await movingPerson();
    expectNoContent(await post(confirm));
    const logIn = async (address: string) => {
      const body = { email: address, password: PASSWORD };
      return (await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body })).status;
    };
    expect(await logIn(newEmail)).toBe(200);
    expect(await logIn(email)).toBe(401);
    expect(await findUserByEmail(app.ctx.db, newEmail)).toMatchObject({
      emailVerifiedAt: app.clock.now(),
    });
  });

  it('tells the old address once more, with a way back that lasts a day from now', async () => {
    const { email, newEmail, confirm } = await movingPerson();
    app.clock.advance(86_399);
    expectNoContent(await post(confirm));
    const told = (await app.mails()).filter(({ to }) => to === email);
    expect(told.at(-1)?.subject).toBe('Your address on Gatehouse was changed');
    expect(told.at(-1)?.text).toContain(newEmail);
    app.clock.advance(86_399);
    const body = linkIn(told.at(-1));
    const undo = await new ApiClient().call(undoRoute, 'POST', '/api/users/set_email_undo/', {
      body,
    });
    expectNoContent(undo);
  });

  it(`is answered to one of ${AT_ONCE} that use the link at once`, async () => {
    const { confirm } = await movingPerson();
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => post(confirm)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(AT_ONCE - 1);
  });
});

describe('400', () => {
  it('without uid and token, or with the uid of no user', async () => {
    const R = ['This field is required.'];
    expectAnswer(await post({}), 400, { uid: R, token: R });
    const body = { uid: 'OTk5OTk', token: 'x' };
    expectAnswer(await post(body), 400, { uid: ["Invalid user id or user doesn't exist."] });
  });

  it('with the link that went to the old address, and the other way round', async () => {
    const { confirm, undo } = await movingPerson();
    expectAnswer(await post(undo), 400, BAD_TOKEN);
    const answer = await new ApiClient().call(undoRoute, 'POST', '/api/users/set_email_undo/', {
      body: confirm,
    });
    expectAnswer(answer, 400, BAD_TOKEN);
  });

  it('after a day, after another change was asked for, or when the password has changed', async () => {
    const late = await movingPerson();
    app.clock.advance(86_400);
    expectAnswer(await post(late.confirm), 400, BAD_TOKEN);
    const changed = await movingPerson();
    await askFor(changed.email, 'somewhere-else@example.com');
    expectAnswer(await post(changed.confirm), 400, BAD_TOKEN);
    const other = await movingPerson();
    await editUser(app.ctx, other.email, { password: '!' });
    expectAnswer(await post(other.confirm), 400, BAD_TOKEN);
  });

  it('when another user has taken the address meanwhile', async () => {
    const { newEmail, confirm } = await movingPerson();
    await signUp({ email: newEmail });
    expectAnswer(await post(confirm), 400, {
      new_email: ['user account with this email already exists.'],
    });
  });
});
