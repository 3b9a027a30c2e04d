import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as users from '@/app/api/users/route';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

await startTestApp({ LOGIN_FIELD: 'username' });

const R = ['This field is required.'];
const B = ['This field may not be blank.'];
const post = (body: object) => new ApiClient().call(users, 'POST', '/api/users/', { body });
const signIn = (body: object) => new ApiClient().call(create, 'POST', '/api/jwt/create/', { body });

describe('LOGIN_FIELD=username: a sign-up', () => {
  it('needs a user name, and says so before the password', async () => {
    expect((await post({})).text).toBe(
      JSON.stringify({
        first_name: R,
        last_name: R,
        email: R,
        username: R,
        password: R,
        re_password: R,
      }),
    );
    expect((await post({ ...ada, username: ' ' })).json).toEqual({ username: B });
    const { status, json } = await post({ ...ada, username: 'Ada' });
    expect([status, json]).toMatchObject([201, { email: ada.email }]);
  });

  it('says of a taken name what Django’s own user model says', async () => {
    expect((await post({ ...ada, email: 'other@example.com', username: 'ADA' })).json).toEqual({
      username: ['A user with that username already exists.'],
    });
  });
});

describe('LOGIN_FIELD=username: a sign-in', () => {
  it('misses the user name', async () => {
    expect((await signIn({})).text).toBe(JSON.stringify({ username: R, password: R }));
    expect((await signIn({ username: '', password: '' })).json).toEqual({
      username: B,
      password: B,
    });
  });

  it('takes it, and the address as well, under either name', async () => {
    const { password } = ada;
    expect((await signIn({ username: 'ada', password })).status).toBe(200);
    expect((await signIn({ username: ada.email, password })).status).toBe(200);
    expect((await signIn({ email: ada.email, password })).status).toBe(200);
    expect((await signIn({ username: 'ada', password: `${PASSWORD}?` })).status).toBe(401);
  });
});
