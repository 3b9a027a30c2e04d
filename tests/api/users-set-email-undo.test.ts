import { describe, expect, it } from 'vitest';
import * as me from '@/app/api/users/me/route';
import * as confirmRoute from '@/app/api/users/set_email_confirm/route';
import * as route from '@/app/api/users/set_email_undo/route';
import { findUserByEmail } from '@/db/repositories/users';
import { hashPassword } from '@/lib/server/passwords/hash';
import { ApiClient } from '@/tests/support/api-client';
import { AT_ONCE } from '@/tests/support/at-once';
import { expectAnonymous, expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { movingPeople } from '@/tests/support/moving-people';
import { PASSWORD } from '@/tests/support/password';
import { bearerOf, linkIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const BAD_TOKEN = { token: ['Invalid token for given user.'] };
const post = (body: unknown) =>
  new ApiClient().call(route, 'POST', '/api/users/set_email_undo/', { body });
const confirmLink = (body: unknown) =>
  new ApiClient().call(confirmRoute, 'POST', '/api/users/set_email_confirm/', { body });

const { movingPerson, askFor } = movingPeople(app);

describe('204', () => {
  it.each(['waits', 'was confirmed'])(
    'shuts out a stranger who asked for a change that %s',
    async (state) => {
      const { email, newEmail, confirm, undo } = await movingPerson();
      if (state === 'was confirmed') await confirmLink(confirm);
      app.clock.advance(1);
      const headers = await bearerOf(state === 'was confirmed' ? newEmail : email);
      expectNoContent(await post(undo));
      expect(await findUserByEmail(app.ctx.db, email)).toMatchObject({
        password: expect.stringMatching(/^!/),
      });
      expect(await findUserByEmail(app.ctx.db, newEmail)).toBeNull();
      expectAnonymous(await new ApiClient().call(me, 'GET', '/api/users/me/', { headers }));
      expectAnswer(await confirmLink(confirm), 400, BAD_TOKEN);
      const told = (await app.mails()).filter(({ to }) => to === email);
      expect(told.at(-1)?.text).toContain('/password-reset/');
    },
  );

  it('is possible for each of several owners of an address in one day', async () => {
    const { email, newEmail, confirm, undo } = await movingPerson();
    await confirmLink(confirm);
    app.clock.advance(1);
    await askFor(newEmail, 'thief@example.com');
    app.clock.advance(1);
    const mails = await app.mails();
    await confirmLink(linkIn(mails.find(({ to }) => to === 'thief@example.com')));
    await expect(signUp({ email: newEmail })).rejects.toThrow('already exists');
    const mine = linkIn((await app.mails()).filter(({ to }) => to === newEmail).at(-1));
    expectNoContent(await post(mine));
    expect(await findUserByEmail(app.ctx.db, newEmail)).not.toBeNull();
    expectNoContent(await post(undo));
    expect(await findUserByEmail(app.ctx.db, email)).not.toBeNull();
  });

  it('is still possible after a thief has changed the password, and moved on once more', async () => {
    const { email, newEmail, confirm, undo } = await movingPerson();
    await confirmLink(confirm);
    await askFor(newEmail, 'third@example.com');
    const mails = await app.mails();
    await confirmLink(linkIn(mails.find(({ to }) => to === 'third@example.com')));
    await editUser(app.ctx, 'third@example.com', { password: '!another' });
    expectNoContent(await post(undo));
    expect(await findUserByEmail(app.ctx.db, email)).not.toBeNull();
  });

  it('is not barred by a stranger who signs up with the old address meanwhile', async () => {
    const { email, confirm, undo } = await movingPerson();
    await confirmLink(confirm);
    await expect(signUp({ email })).rejects.toThrow('user account with this email already exists.');
    expectNoContent(await post(undo));
  });

  it(`is answered to one of ${AT_ONCE} that use the link at once`, async () => {
    const { confirm, undo } = await movingPerson();
    await confirmLink(confirm);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => post(undo)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });
});

describe('400', () => {
  it('without uid and token', async () => {
    const R = ['This field is required.'];
    expectAnswer(await post({}), 400, { uid: R, token: R });
  });

  it('when the same change is asked for once more after it was undone', async () => {
    const { email, newEmail, confirm, undo } = await movingPerson();
    await post(undo);
    await editUser(app.ctx, email, { password: await hashPassword(PASSWORD, 4) });
    await askFor(email, newEmail);
    expectAnswer(await post(undo), 400, BAD_TOKEN);
    expectAnswer(await confirmLink(confirm), 400, BAD_TOKEN);
  });

  it('when it was used, after a day, and for another user', async () => {
    const used = await movingPerson();
    await post(used.undo);
    expectAnswer(await post(used.undo), 400, BAD_TOKEN);
    const [mine, yours] = [await movingPerson(), await movingPerson()];
    expectAnswer(await post({ ...mine.undo, token: yours.undo.token }), 400, BAD_TOKEN);
    app.clock.advance(86_400);
    expectAnswer(await post(mine.undo), 400, BAD_TOKEN);
  });
});
