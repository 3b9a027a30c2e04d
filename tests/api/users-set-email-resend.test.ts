import { describe, expect, it } from 'vitest';
import * as setEmail from '@/app/api/users/set_email/route';
import * as confirm from '@/app/api/users/set_email_confirm/route';
import * as resend from '@/app/api/users/set_email_resend/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { movingPeople } from '@/tests/support/moving-people';
import { bearerOf, linkIn, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const { movingPerson } = movingPeople(app);
const NOT_FOUND = { detail: 'Not found.' };

const sendAgain = async (headers: Record<string, string>, body?: object) =>
  new ApiClient().call(resend, 'POST', '/api/users/set_email_resend/', { headers, body });
const follow = (link: object) =>
  new ApiClient().call(confirm, 'POST', '/api/users/set_email_confirm/', { body: link });
const mailsTo = async (email: string) => (await app.mails()).filter(({ to }) => to === email);

describe('204', () => {
  it('sends another link to the same address, without a password, and no other mail', async () => {
    const { email, newEmail, confirm: first } = await movingPerson();
    app.clock.advance(60);
    expectNoContent(await sendAgain(await bearerOf(email)));
    const mails = await mailsTo(newEmail);
    expect(mails).toHaveLength(2);
    expect(await mailsTo(email)).toHaveLength(1);
    const again = linkIn(mails.at(-1));
    expect(again).not.toEqual(first);
    expectNoContent(await follow(again));
    expect(await findUserByEmail(app.ctx.db, newEmail)).not.toBeNull();
  });

  it('leaves the first link good, and asks no address of a body', async () => {
    const { email, newEmail, confirm: first } = await movingPerson();
    app.clock.advance(60);
    const body = { new_email: 'thief@example.com', email: 'thief@example.com' };
    expectNoContent(await sendAgain(await bearerOf(email), body));
    expect(await mailsTo('thief@example.com')).toEqual([]);
    expect(await mailsTo(newEmail)).toHaveLength(2);
    expectNoContent(await follow(first));
  });

  it('gives a change no more time: both links end a day after it was asked for', async () => {
    const { email, newEmail } = await movingPerson();
    app.clock.advance(86_399);
    expectNoContent(await sendAgain(await bearerOf(email)));
    const again = linkIn((await mailsTo(newEmail)).at(-1));
    app.clock.advance(1);
    expectAnswer(await follow(again), 400, { token: ['Invalid token for given user.'] });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await sendAgain({}));
  });
});

describe('404', () => {
  it('where no change waits: none was asked for, it is off, confirmed, or too old', async () => {
    await signUp({ email: 'still@example.com' });
    expectAnswer(await sendAgain(await bearerOf('still@example.com')), 404, NOT_FOUND);

    const off = await movingPerson();
    const headers = await bearerOf(off.email);
    await new ApiClient().call(setEmail, 'DELETE', '/api/users/set_email/', { headers });
    expectAnswer(await sendAgain(headers), 404, NOT_FOUND);

    const made = await movingPerson();
    await follow(made.confirm);
    expectAnswer(await sendAgain(await bearerOf(made.newEmail)), 404, NOT_FOUND);

    const old = await movingPerson();
    app.clock.advance(86_400);
    expectAnswer(await sendAgain(await bearerOf(old.email)), 404, NOT_FOUND);
  });
});

describe('429', () => {
  it('after five mails to the address, those that were asked for with the password included', async () => {
    const { email, newEmail } = await movingPerson();
    const headers = await bearerOf(email);
    for (let mails = 1; mails < 5; mails += 1) expectNoContent(await sendAgain(headers));
    expect((await sendAgain(headers)).status).toBe(429);
    expect(await mailsTo(newEmail)).toHaveLength(5);
  });
});
