import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as reset from '@/app/api/users/reset_email/route';
import * as route from '@/app/api/users/reset_email_confirm/route';
import * as forgot from '@/app/api/users/reset_password/route';
import * as forgotten from '@/app/api/users/reset_password_confirm/route';
import * as undoRoute from '@/app/api/users/set_email_undo/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { AT_ONCE } from '@/tests/support/at-once';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { linkIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const BAD_TOKEN = { token: ['Invalid token for given user.'] };
const BAD_UID = { uid: ["Invalid user id or user doesn't exist."] };
await signUp({ email: 'taken@example.com' });

let people = 0;
/** A new user with a link to change the address. */
async function movingPerson() {
  people += 1;
  const email = `old${people}@example.com`;
  await signUp({ email });
  await new ApiClient().call(reset, 'POST', '/api/users/reset_email/', { body: { email } });
  const link = linkIn((await app.mails()).find(({ to }) => to === email));
  // The next mail is later than this one.
  app.clock.advance(1);
  return { email, body: { ...link, new_email: `new${people}@example.com` } };
}

const useUndo = (body: unknown) =>
  new ApiClient().call(undoRoute, 'POST', '/api/users/set_email_undo/', { body });
const post = (body: unknown) =>
  new ApiClient().call(route, 'POST', '/api/users/reset_email_confirm/', { body });

describe('204', () => {
  it('changes the address, which stays unconfirmed', async () => {
    const { email, body } = await movingPerson();
    expectNoContent(await post(body));
    expect(await findUserByEmail(app.ctx.db, email)).toBeNull();
    expect(await findUserByEmail(app.ctx.db, body.new_email)).toMatchObject({
      emailVerifiedAt: null,
    });
    const login = { email: body.new_email, password: PASSWORD };
    const answer = await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: login });
    expect(answer.status).toBe(200);
  });

  it('tells the old address, which can take the account back', async () => {
    const { email, body } = await movingPerson();
    await post(body);
    const told = (await app.mails()).filter(({ to }) => to === email).at(-1);
    expect(told?.text).toContain(body.new_email);
    expectNoContent(await useUndo(linkIn(told)));
    expect(await findUserByEmail(app.ctx.db, email)).not.toBeNull();
    // Not even with the link that changed it.
    expectAnswer(await post(body), 400, BAD_TOKEN);
  });

  it('leaves no way back from an address once its own reader has set a password', async () => {
    const { email, body } = await movingPerson();
    await post(body);
    const undo = linkIn((await app.mails()).filter(({ to }) => to === email).at(-1));
    const owner = { email: body.new_email };
    await new ApiClient().call(forgot, 'POST', '/api/users/reset_password/', { body: owner });
    const link = linkIn((await app.mails()).find(({ to }) => to === body.new_email));
    const reset = { ...link, new_password: PASSWORD, re_new_password: PASSWORD };
    const done = await new ApiClient().call(
      forgotten,
      'POST',
      '/api/users/reset_password_confirm/',
      {
        body: reset,
      },
    );
    expectNoContent(done);
    expectAnswer(await useUndo(undo), 400, BAD_TOKEN);
  });

  it(`is answered to one of ${AT_ONCE} that use the link at once`, async () => {
    const { body } = await movingPerson();
    const bodies = Array.from({ length: AT_ONCE }, (_, i) => ({
      ...body,
      new_email: `race${i}@example.com`,
    }));
    const answers = await Promise.all(bodies.map(post));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });
});

describe('400, in this order', () => {
  it('without the fields', async () => {
    const R = ['This field is required.'];
    expectAnswer(await post({}), 400, { uid: R, token: R, new_email: R });
  });

  it('with an address that is not valid, or taken', async () => {
    const body = { uid: 'x', token: 'x' };
    expectAnswer(await post({ ...body, new_email: 'x' }), 400, {
      new_email: ['Enter a valid email address.'],
    });
    // Without a good link the answer does not tell whether an address has an account.
    expectAnswer(await post({ ...body, new_email: 'TAKEN@example.com' }), 400, BAD_UID);
    const link = (await movingPerson()).body;
    expectAnswer(await post({ ...link, new_email: 'TAKEN@example.com' }), 400, {
      new_email: ['user account with this email already exists.'],
    });
  });

  it('with the uid of no user, then with a token that is forged, spent, late or stale', async () => {
    const { email, body } = await movingPerson();
    expectAnswer(await post({ ...body, uid: 'OTk5OTk' }), 400, BAD_UID);
    expectAnswer(await post({ ...body, token: 'x' }), 400, BAD_TOKEN);
    await editUser(app.ctx, email, { isActive: false });
    expectAnswer(await post(body), 400, BAD_TOKEN);
    await editUser(app.ctx, email, { isActive: true });
    await post(body);
    expectAnswer(await post({ ...body, new_email: 'again@example.com' }), 400, BAD_TOKEN);
    const late = await movingPerson();
    app.clock.advance(86_400);
    expectAnswer(await post(late.body), 400, BAD_TOKEN);
    const stale = await movingPerson();
    await editUser(app.ctx, stale.email, { password: '!' });
    expectAnswer(await post(stale.body), 400, BAD_TOKEN);
  });
});
