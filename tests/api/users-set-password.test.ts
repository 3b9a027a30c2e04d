import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as me from '@/app/api/users/me/route';
import * as setPassword from '@/app/api/users/set_password/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { signIn, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const NEW = 'an0ther-good-one';
const good = { current_password: PASSWORD, new_password: NEW };

let people = 0;
/** A new user, so that each test has its own password to change. */
async function newPerson() {
  people += 1;
  const email = `person${people}@example.com`;
  await signUp({ email });
  return email;
}

const logIn = (email: string, password: string, client = new ApiClient()) =>
  client.call(create, 'POST', '/api/jwt/create/', { body: { email, password } });
const post = (body: unknown, call: { client?: ApiClient; access?: string }) =>
  (call.client ?? new ApiClient()).call(setPassword, 'POST', '/api/users/set_password/', {
    body,
    headers: call.access ? { authorization: `Bearer ${call.access}` } : {},
  });
const isAlive = async (access: string) => {
  const headers = { authorization: `Bearer ${access}` };
  return (await new ApiClient().call(me, 'GET', '/api/users/me/', { headers })).status === 200;
};

describe('204', () => {
  it('changes the password', async () => {
    const email = await newPerson();
    const { access } = await signIn(email);
    expectNoContent(await post(good, { access }));
    expect((await logIn(email, PASSWORD)).status).toBe(401);
    expect((await logIn(email, NEW)).status).toBe(200);
  });

  it('ends every other session and keeps this one, with fresh cookies', async () => {
    const email = await newPerson();
    const other = await signIn(email);
    const browser = new ApiClient('browser');
    await logIn(email, PASSWORD, browser);
    const before = { ...browser.jar };
    app.clock.advance(1);
    expectNoContent(await post(good, { client: browser }));
    expect(await isAlive(other.access)).toBe(false);
    expect((await browser.call(me, 'GET', '/api/users/me/')).status).toBe(200);
    expect(browser.jar.access).not.toBe(before.access);
    expect(browser.jar.refresh).not.toBe(before.refresh);
  });

  it('leaves a native client the tokens that it holds', async () => {
    const { access } = await signIn(await newPerson());
    const answer = await post(good, { access });
    expect(answer.cookies).toEqual([]);
    expect(await isAlive(access)).toBe(true);
  });

  it('tells the owner by mail', async () => {
    const email = await newPerson();
    const { access } = await signIn(email);
    await post(good, { access });
    const mails = (await app.mails()).filter(({ to }) => to === email);
    expect(mails).toMatchObject([{ subject: 'Your password on Gatehouse was changed' }]);
    expect(mails[0]?.text).toContain('http://localhost:3000/password-reset');
  });

  it('is answered to one of several changes at once', async () => {
    const email = await newPerson();
    const { access } = await signIn(email);
    const bodies = Array.from({ length: 10 }, (_, i) => ({ ...good, new_password: `${NEW}-${i}` }));
    const answers = await Promise.all(bodies.map((body) => post(body, { access })));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const winner = answers.findIndex(({ status }) => status === 204);
    expect((await logIn(email, `${NEW}-${winner}`)).status).toBe(200);
  });
});

describe('400', () => {
  it('without the passwords', async () => {
    const { access } = await signIn(await newPerson());
    const R = ['This field is required.'];
    expectAnswer(await post({}, { access }), 400, { current_password: R, new_password: R });
    expectAnswer(await post({ current_password: 'wrong' }, { access }), 400, {
      current_password: ['Invalid password.'],
      new_password: R,
    });
  });

  it('with a wrong current password', async () => {
    const { access } = await signIn(await newPerson());
    const body = { ...good, current_password: 'wrong' };
    expectAnswer(await post(body, { access }), 400, { current_password: ['Invalid password.'] });
  });

  it('with a new one that breaks the rules', async () => {
    const email = await newPerson();
    const { access } = await signIn(email);
    expectAnswer(await post({ ...good, new_password: '123' }, { access }), 400, {
      new_password: [
        'This password is too short. It must contain at least 8 characters.',
        'This password is too common.',
        'This password is entirely numeric.',
      ],
    });
    expectAnswer(await post({ ...good, new_password: email }, { access }), 400, {
      new_password: ['The password is too similar to the email.'],
    });
    expect((await logIn(email, PASSWORD)).status).toBe(200);
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await post(good, {}));
  });
});
