import { describe, expect, it } from 'vitest';
import * as me from '@/app/api/users/me/route';
import * as confirmRoute from '@/app/api/users/set_email_confirm/route';
import * as route from '@/app/api/users/set_email_undo/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '../support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '../support/expectations';
import { movingPeople } from '../support/moving-people';
import { bearerOf, linkIn, signUp } from '../support/people';
import { editUser, startTestApp } from '../support/test-app';

const app = await startTestApp();
const BAD_TOKEN = { token: ['Invalid token for given user.'] };
const post = (body: unknown) =>
  new ApiClient().call(route, 'POST', '/api/users/set_email_undo/', { body });
const confirmLink = (body: unknown) =>
  new ApiClient().call(confirmRoute, 'POST', '/api/users/set_email_confirm/', { body });

const { movingPerson, askFor } = movingPeople(app);

describe('204', () => {
  it('calls a change off that is not confirmed yet, and signs nobody out', async () => {
    const { email, confirm, undo } = await movingPerson();
    const headers = await bearerOf(email);
    expectNoContent(await post(undo));
    expect(await findUserByEmail(app.ctx.db, email)).toMatchObject({ pendingEmail: null });
    expectAnswer(await confirmLink(confirm), 400, BAD_TOKEN);
    expect((await new ApiClient().call(me, 'GET', '/api/users/me/', { headers })).status).toBe(200);
  });

  it('brings the old address back after the new one confirmed, and ends every session', async () => {
    const { email, newEmail, confirm, undo } = await movingPerson();
    await confirmLink(confirm);
    const headers = await bearerOf(newEmail);
    expectNoContent(await post(undo));
    expect(await findUserByEmail(app.ctx.db, email)).toMatchObject({ previousEmail: null });
    expect(await findUserByEmail(app.ctx.db, newEmail)).toBeNull();
    expectAnonymous(await new ApiClient().call(me, 'GET', '/api/users/me/', { headers }));
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

  it('is not barred by somebody who signs up with the old address meanwhile', async () => {
    const { email, confirm, undo } = await movingPerson();
    await confirmLink(confirm);
    await expect(signUp({ email })).rejects.toThrow('user account with this email already exists.');
    expectNoContent(await post(undo));
  });

  it('is answered to one of 100 that use the link at once', async () => {
    const { confirm, undo } = await movingPerson();
    await confirmLink(confirm);
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(undo)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });
});

describe('400', () => {
  it('without uid and token', async () => {
    const R = ['This field is required.'];
    expectAnswer(await post({}), 400, { uid: R, token: R });
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
