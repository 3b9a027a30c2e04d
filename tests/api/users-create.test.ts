import { describe, expect, it } from 'vitest';
import * as jwtCreate from '@/app/api/jwt/create/route';
import * as users from '@/app/api/users/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp({ email: 'taken@example.com', username: 'Taken' });

const post = (body: unknown) => new ApiClient().call(users, 'POST', '/api/users/', { body });
const R = ['This field is required.'];
const B = ['This field may not be blank.'];

describe('201', () => {
  it('creates an account that may sign in, and shows it as Djoser does', async () => {
    const answer = await post(ada);
    expect(answer.status).toBe(201);
    expect(answer.text).toBe(
      '{"first_name":"Ada","last_name":"Lovelace","email":"ada@example.com","id":2}',
    );
    expect(answer.cookies).toEqual([]);
  });

  it('stores the canonical address, trimmed names and a Django hash', async () => {
    const body = { ...ada, first_name: '  Åsa ', email: ' ÅSA@EXAMPLE.ORG'.replace('Å', 'A') };
    await post(body);
    expect(await findUserByEmail(app.ctx.db, 'asa@example.org')).toMatchObject({
      firstName: 'Åsa',
      password: expect.stringMatching(/^bcrypt_sha256\$\$2b\$04\$/),
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      dateJoined: app.clock.now(),
      emailVerifiedAt: null,
    });
  });

  it('ignores every field that is not of the form', async () => {
    const extra = {
      id: 99,
      is_staff: true,
      isStaff: true,
      is_superuser: true,
    };
    const body = JSON.stringify({ ...ada, email: 'mass@example.com', ...extra });
    const answer = await post(body.replace('{', '{"__proto__":{"is_staff":true},'));
    expect(answer.status).toBe(201);
    expect(await findUserByEmail(app.ctx.db, 'mass@example.com')).toMatchObject({
      isStaff: false,
      isSuperuser: false,
    });
  });

  it('takes its own address as user name for none, since that signs in as both', async () => {
    const body = { ...ada, email: 'both@example.com', username: ' Both@Example.com' };
    expect((await post(body)).status).toBe(201);
    const names = { username: null, usernameKey: null };
    expect(await findUserByEmail(app.ctx.db, 'both@example.com')).toMatchObject(names);
    const signIn = { username: body.username, password: PASSWORD };
    const answer = await new ApiClient().call(jwtCreate, 'POST', '/api/jwt/create/', {
      body: signIn,
    });
    expect(answer.status).toBe(200);
  });

  it('takes a form as well as JSON', async () => {
    const answer = await new ApiClient().call(users, 'POST', '/api/users/', {
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams({ ...ada, email: 'form@example.com' }).toString(),
    });
    expect(answer.status).toBe(201);
  });

  it.each(['  leading and trailing  ', '😀'.repeat(64), `${'x'.repeat(1023)}y`])(
    'takes the password %j as it is',
    async (password) => {
      const email = `p${password.length}@example.com`;
      expect((await post({ ...ada, email, password, re_password: password })).status).toBe(201);
    },
  );
});

describe('400', () => {
  it('reports all field errors together, in the order of the form', async () => {
    expect((await post({})).text).toBe(
      JSON.stringify({ first_name: R, last_name: R, email: R, password: R, re_password: R }),
    );
    const wrong = {
      first_name: ' ',
      last_name: null,
      email: 'x@',
      password: true,
      re_password: '',
    };
    expect((await post(wrong)).json).toEqual({
      first_name: B,
      last_name: ['This field may not be null.'],
      email: ['Enter a valid email address.'],
      password: ['Not a valid string.'],
      re_password: B,
    });
  });

  it.each([
    ['A\u001b]52;c;cm0=\u0007da', 'Control characters are not allowed.'],
    ['A\nda', 'Control characters are not allowed.'],
    ['A\tda', 'Control characters are not allowed.'],
    ['A\u007f\u009bda', 'Control characters are not allowed.'],
    ['A\0\nda', 'Null characters are not allowed.'],
  ])('refuses the name %j', async (name, sentence) => {
    const form = { ...ada, email: 'control@example.com', first_name: name, last_name: name };
    expect((await post(form)).json).toEqual({ first_name: [sentence], last_name: [sentence] });
  });

  it('reports a taken address among them, in any letter case', async () => {
    expect((await post({ email: 'TAKEN@Example.com' })).text).toBe(
      JSON.stringify({
        first_name: R,
        last_name: R,
        email: ['user account with this email already exists.'],
        password: R,
        re_password: R,
      }),
    );
  });

  it.each(['other@example.com', 'taken@example.com', 'not @n address', 'n@example.com@'])(
    'refuses the user name %j, which could be read as another account’s address',
    async (username) => {
      expect((await post({ ...ada, email: 'n@example.com', username })).json).toEqual({
        username: [
          'Enter a valid username. This value may contain only letters, numbers, and ./+/-/_ characters.',
        ],
      });
    },
  );

  it('reports a taken user name, in any letter case', async () => {
    expect((await post({ ...ada, email: 'n@example.com', username: 'tAKEN' })).json).toEqual({
      username: ['user account with this username already exists.'],
    });
  });

  it('judges the password once the fields are good, then the repetition', async () => {
    const form = { ...ada, email: 'weak@example.com' };
    expect((await post({ ...form, password: '12345678', re_password: 'x' })).json).toEqual({
      password: ['This password is too common.', 'This password is entirely numeric.'],
    });
    expect((await post({ ...form, re_password: `${PASSWORD} ` })).json).toEqual({
      non_field_errors: ["The two password fields didn't match."],
    });
  });

  it.each([
    'a@x.io\r\nBcc: b@y.io',
    '"a@evil"@x.io',
    'a@x.io,b@y.io',
    'a＠x.io',
    `${'a'.repeat(250)}@x.io`,
  ])('refuses the address %j', async (email) => {
    const answer = await post({ ...ada, email });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.json as object)).toEqual(['email']);
  });

  it('creates one account for 30 sign-ups with one address in many spellings', async () => {
    const spellings = Array.from({ length: 30 }, (_, i) =>
      [...'raced@example.com'].map((c, at) => ((i >> (at % 5)) & 1 ? c.toUpperCase() : c)).join(''),
    );
    const answers = await Promise.all(spellings.map((email) => post({ ...ada, email })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, json } of answers) {
      if (status === 201) continue;
      expect(json).toEqual({ email: ['user account with this email already exists.'] });
    }
  });
});
