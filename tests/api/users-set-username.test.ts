import { beforeEach, describe, expect, it } from 'vitest';
import * as me from '@/app/api/users/me/route';
import * as setUsername from '@/app/api/users/set_username/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { withSwitches } from '@/tests/support/switched-app';
import { editUser, startTestApp } from '@/tests/support/test-app';

const { ctx } = await startTestApp({ LOGIN_FIELD: 'username' });
const { SWITCHES } = ctx.settings;
await signUp({ username: 'ada' });
await signUp({ username: 'Bob', email: 'bob@example.com' });
beforeEach(() => editUser(ctx, ada.email, { username: 'ada', usernameKey: 'ada' }));

const PATH = '/api/users/set_username/';
const R = ['This field is required.'];
const TAKEN = ['A user with that username already exists.'];
const change = async (body: object, headers?: Record<string, string>) =>
  new ApiClient().call(setUsername, 'POST', PATH, {
    body,
    headers: headers ?? (await bearerOf()),
  });
const good = { current_password: PASSWORD, new_username: 'countess' };
const stored = async () => (await findUserByEmail(ctx.db, ada.email))?.username;

describe('204', () => {
  it('changes the name by which the caller signs in, kept as typed', async () => {
    const answer = await change({ ...good, new_username: ' Countess ' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await stored()).toBe('Countess');
  });

  it('lets the owner of a name write it in another letter case', async () => {
    expect((await change({ ...good, new_username: 'ADA' })).status).toBe(204);
  });
});

describe('400', () => {
  it('reports all field errors together, in Djoser’s order', async () => {
    expect((await change({})).text).toBe(JSON.stringify({ current_password: R, new_username: R }));
    expect((await change({ current_password: 'x', new_username: 'BOB' })).text).toBe(
      JSON.stringify({ current_password: ['Invalid password.'], new_username: TAKEN }),
    );
  });

  it('takes no name that is taken, the present one included', async () => {
    expectAnswer(await change({ ...good, new_username: 'bob' }), 400, { new_username: TAKEN });
    expectAnswer(await change({ ...good, new_username: 'ada' }), 400, { new_username: TAKEN });
  });

  it('takes no name that reads like an address', async () => {
    const { json } = await change({ ...good, new_username: 'ada@example.com' });
    expect(json).toEqual({ new_username: [expect.stringMatching(/^Enter a valid username/)] });
  });

  it('asks for the name twice with the switch', async () => {
    const retypes = { setLogin: true };
    await withSwitches(ctx, { loginField: 'username', retypes }, async () => {
      expect((await change({})).text).toBe(
        JSON.stringify({ current_password: R, new_username: R, re_new_username: R }),
      );
      expectAnswer(await change({ ...good, re_new_username: 'x' }), 400, {
        non_field_errors: ["The two username fields didn't match."],
      });
      expect((await change({ ...good, re_new_username: good.new_username })).status).toBe(204);
    });
  });

  it('gives one name to one of those who ask for it at once', async () => {
    const headers = [await bearerOf(), await bearerOf('bob@example.com')];
    const answers = await Promise.all(headers.map((one) => change(good, one)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
    await editUser(ctx, 'bob@example.com', { username: 'Bob', usernameKey: 'bob' });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await change(good, {}));
  });
});

describe('429', () => {
  it('after too many wrong passwords, to the right one as well', async () => {
    const wrong = { ...good, current_password: 'x' };
    let answer = await change(wrong);
    while (answer.status === 400) answer = await change(wrong);
    expect(answer.status).toBe(429);
    expect((await change(good)).status).toBe(429);
  });
});

describe('the user name', () => {
  it('is changed in no other way, which would ask for no password', async () => {
    for (const method of ['PUT', 'PATCH'] as const) {
      const body = { first_name: 'Ada', last_name: 'Lovelace', username: 'countess' };
      const headers = await bearerOf();
      const answer = await new ApiClient().call(me, method, '/api/users/me/', { body, headers });
      expect(answer.status).toBe(200);
      expect(await stored()).toBe('ada');
    }
  });
});

describe('LOGIN_FIELD=email', () => {
  it('has the path answer as it did without this endpoint', async () => {
    await withSwitches(ctx, { ...SWITCHES, loginField: 'email' }, async () => {
      expectAnonymous(await change(good, {}));
      const answer = await change(good);
      expectAnswer(answer, 405, { detail: 'Method "POST" not allowed.' });
      expect(answer.headers.get('allow')).toBe('GET, PUT, PATCH, DELETE, HEAD, OPTIONS');
      expect(await stored()).toBe('ada');
    });
  });
});
