import { beforeEach, describe, expect, it } from 'vitest';
import * as route from '@/app/api/users/me/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '../support/api-client';
import { expectAnonymous, expectAnswer } from '../support/expectations';
import { ada, bearerOf, signUp } from '../support/people';
import { editUser, startTestApp } from '../support/test-app';

const app = await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com', username: 'Bob' });

const names = { first_name: 'Ada', last_name: 'Lovelace' };
const send = async (body: unknown, headers?: Record<string, string>) =>
  new ApiClient().call(route, 'PATCH', '/api/users/me/', {
    body,
    headers: headers ?? (await bearerOf()),
  });

beforeEach(() =>
  editUser(app.ctx, ada.email, {
    firstName: 'Ada',
    lastName: 'Lovelace',
    username: null,
    usernameKey: null,
  }),
);

describe('200', () => {
  it('changes the names and shows the user', async () => {
    const answer = await send({ first_name: ' Augusta ', last_name: 'King', username: 'Countess' });
    expectAnswer(answer, 200, {
      first_name: 'Augusta',
      last_name: 'King',
      id: 1,
      email: ada.email,
    });
    const user = await findUserByEmail(app.ctx.db, ada.email);
    expect(user).toMatchObject({ username: 'Countess', usernameKey: 'countess' });
  });

  it('takes the user name away when it is blank, and leaves it when it is left out', async () => {
    await send({ ...names, username: 'Countess' });
    await send(names);
    expect(await findUserByEmail(app.ctx.db, ada.email)).toMatchObject({ username: 'Countess' });
    await send({ ...names, username: '' });
    expect(await findUserByEmail(app.ctx.db, ada.email)).toMatchObject({ usernameKey: null });
  });

  it('keeps one’s own user name in another letter case', async () => {
    await send({ ...names, username: 'Countess' });
    expect((await send({ ...names, username: 'COUNTESS' })).status).toBe(200);
  });

  it('ignores the address and everything else', async () => {
    const before = await findUserByEmail(app.ctx.db, ada.email);
    const more = { email: 'eve@example.com', id: 9, is_staff: true, isStaff: true, password: 'x' };
    await send({ ...names, ...more });
    expect(await findUserByEmail(app.ctx.db, ada.email)).toEqual(before);
  });

  it('leaves alone what is left out', async () => {
    const answer = await send({ last_name: 'Byron' });
    expectAnswer(answer, 200, { first_name: 'Ada', last_name: 'Byron', id: 1, email: ada.email });
    expect((await send({})).status).toBe(200);
  });
});

describe('400', () => {
  it('with names that are blank, null, no text or too long', async () => {
    const body = { first_name: ' ', last_name: null };
    expectAnswer(await send(body), 400, {
      first_name: ['This field may not be blank.'],
      last_name: ['This field may not be null.'],
    });
    expectAnswer(await send({ ...names, first_name: 'x'.repeat(256), last_name: [] }), 400, {
      first_name: ['Ensure this field has no more than 255 characters.'],
      last_name: ['Not a valid string.'],
    });
  });

  it('with another’s user name, in any letter case', async () => {
    expectAnswer(await send({ ...names, username: 'BOB' }), 400, {
      username: ['user account with this username already exists.'],
    });
  });

  it('with a user name that reads like an address', async () => {
    const answer = await send({ ...names, username: 'a@b' });
    expect(answer.json).toEqual({ username: [expect.stringMatching(/^Enter a valid username/)] });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await send(names, {}));
  });
});
