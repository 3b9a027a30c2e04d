import { describe, expect, it } from 'vitest';
import * as me from '@/app/api/users/me/route';
import * as users from '@/app/api/users/route';
import { findUserByEmail } from '@/db/repositories/users';
import type { RequirableField } from '@/lib/shared/switches';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { withSwitches } from '@/tests/support/switched-app';
import { editUser, startTestApp } from '@/tests/support/test-app';

const { ctx } = await startTestApp();
await signUp();

const R = ['This field is required.'];
const B = ['This field may not be blank.'];
const form = { password: PASSWORD, re_password: PASSWORD };
const post = (body: object) => new ApiClient().call(users, 'POST', '/api/users/', { body });
const requiring = <T>(requiredFields: readonly RequirableField[], act: () => Promise<T>) =>
  withSwitches(ctx, { requiredFields }, act);

describe('a sign-up', () => {
  it('needs no name that is not required: left out and blank are alike', async () => {
    await requiring(['email'], async () => {
      const answer = await post({ ...form, email: 'none@example.com' });
      expect([answer.status, answer.text]).toEqual([
        201,
        '{"first_name":"","last_name":"","email":"none@example.com","id":2}',
      ]);
      const blank = { first_name: ' Bob ', last_name: ' ' };
      const { json } = await post({ ...form, ...blank, email: 'blank@example.com' });
      expect(json).toMatchObject({ first_name: 'Bob', last_name: '' });
    });
  });

  it('checks a name that is not required all the same', async () => {
    await requiring(['first_name'], async () => {
      const names = { first_name: '', last_name: 'x'.repeat(256) };
      expect((await post({ ...form, ...names, email: 'long@example.com' })).json).toEqual({
        first_name: B,
        last_name: ['Ensure this field has no more than 255 characters.'],
      });
      expect((await post({ ...form, last_name: null, email: 'n@example.com' })).json).toEqual({
        first_name: R,
        last_name: ['This field may not be null.'],
      });
    });
  });

  it('needs a user name where one is required', async () => {
    await requiring(['username'], async () => {
      expect((await post({})).text).toBe(
        JSON.stringify({ email: R, password: R, re_password: R, username: R }),
      );
      const { json } = await post({ ...form, email: 'u@example.com', username: '' });
      expect(json).toEqual({ username: B });
    });
  });
});

describe.each(['PUT', 'PATCH'] as const)('%s', (method) => {
  const send = async (body: object) =>
    new ApiClient().call(me, method, '/api/users/me/', { body, headers: await bearerOf() });
  const nameless = { firstName: 'Ada', lastName: '' };

  it('saves the names of an account that lacks one that sign-ups require', async () => {
    await editUser(ctx, ada.email, nameless);
    const answer = await send({ first_name: 'Augusta', last_name: '' });
    expect(answer.json).toMatchObject({ first_name: 'Augusta', last_name: '' });
    expect(await findUserByEmail(ctx.db, ada.email)).toMatchObject({ firstName: 'Augusta' });
  });

  it('takes a name away only where none is required', async () => {
    await editUser(ctx, ada.email, { firstName: 'Ada', lastName: 'Lovelace' });
    const blank = { first_name: 'Ada', last_name: '' };
    expect((await send(blank)).json).toEqual({ last_name: B });
    const cleared = await requiring(['first_name'], () => send(blank));
    expect(cleared.json).toMatchObject({ last_name: '' });
  });

  it('asks for no name that is not required', async () => {
    await editUser(ctx, ada.email, nameless);
    const answer = await requiring(['email'], () => send({ first_name: 'Augusta' }));
    expect(answer.json).toMatchObject({ first_name: 'Augusta', last_name: '' });
  });
});
