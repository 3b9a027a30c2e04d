import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as confirm from '@/app/api/users/set_email_confirm/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { movingPeople } from '@/tests/support/moving-people';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, linkIn, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com' });
const { movingPerson } = movingPeople(app);
const confirmLink = (body: unknown) =>
  new ApiClient().call(confirm, 'POST', '/api/users/set_email_confirm/', { body });
const good = { new_email: 'countess@example.com', current_password: PASSWORD };
const post = async (body: unknown, headers?: Record<string, string>) =>
  new ApiClient().call(setEmail, 'POST', '/api/users/set_email/', {
    body,
    headers: headers ?? (await bearerOf()),
  });

describe('204', () => {
  it('keeps the old address, asks the new one and tells the old one', async () => {
    expectNoContent(await post({ ...good, new_email: ' Countess@Example.com' }));
    expect(await findUserByEmail(app.ctx.db, ada.email)).not.toBeNull();
    const body = { email: 'countess@example.com', password: PASSWORD };
    const early = await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body });
    expect(early.status).toBe(401);
    const mails = Object.fromEntries((await app.mails()).map((mail) => [mail.to, mail]));
    expect(Object.keys(mails).sort()).toEqual(['ada@example.com', 'countess@example.com']);
    expect(mails['countess@example.com']?.text).toContain('/email-change/');
    expect(mails['ada@example.com']?.text).toContain('countess@example.com');
    expect(mails['ada@example.com']?.text).toContain('/email-undo/');
    expect(linkIn(mails['ada@example.com']).token).not.toBe(
      linkIn(mails['countess@example.com']).token,
    );
  });
});

describe('several at once', () => {
  it('count in turn, and the links of the last one are the good ones', async () => {
    const { email } = await movingPerson();
    const headers = await bearerOf(email);
    const wishes = ['x1', 'x2', 'x3', 'x4', 'x5'].map((name) => `${name}@example.com`);
    const answers = await Promise.all(
      wishes.map((new_email) => post({ ...good, new_email }, headers)),
    );
    for (const answer of answers) expectNoContent(answer);
    const mails = (await app.mails()).filter(({ to }) => wishes.includes(to));
    expect(mails).toHaveLength(1);
    expect((await confirmLink(linkIn(mails[0]))).status).toBe(204);
  });
});

describe('400', () => {
  it('without the fields', async () => {
    const R = ['This field is required.'];
    expectAnswer(await post({}), 400, { new_email: R, current_password: R });
  });

  it.each([
    [' ', 'This field may not be blank.'],
    ['x', 'Enter a valid email address.'],
    ['a@x.io\r\nBcc: b@y.io', 'Enter a valid email address.'],
    [
      `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(20)}.io`,
      'Ensure this field has no more than 255 characters.',
    ],
    ['BOB@example.com', 'user account with this email already exists.'],
    ['ada@example.com', 'user account with this email already exists.'],
  ])('with the address %j', async (new_email, message) => {
    expectAnswer(await post({ ...good, new_email }), 400, { new_email: [message] });
  });

  it('with an address that its owner has just given up and may want back', async () => {
    const { email, newEmail, confirm } = await movingPerson();
    await confirmLink(confirm);
    const taken = ['user account with this email already exists.'];
    const body = { ...good, new_email: email };
    expectAnswer(await post(body), 400, { new_email: taken });
    // Its owner may change their mind at any time.
    expectNoContent(await post(body, await bearerOf(newEmail)));
    app.clock.advance(86_400);
    expectNoContent(await post(body));
  });

  it('with a wrong password', async () => {
    const body = { new_email: 'x', current_password: 'wrong' };
    expectAnswer(await post(body), 400, {
      new_email: ['Enter a valid email address.'],
      current_password: ['Invalid password.'],
    });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await post(good, {}));
  });
});
