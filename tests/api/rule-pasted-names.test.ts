import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as me from '@/app/api/users/me/route';
import * as resend from '@/app/api/users/resend_activation/route';
import * as resetEmail from '@/app/api/users/reset_email/route';
import * as resetPassword from '@/app/api/users/reset_password/route';
import * as users from '@/app/api/users/route';
import * as setEmail from '@/app/api/users/set_email/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();

/** The characters that mails and web pages leave around a copied text. */
const ALL_MARKS = '\u200e\u200f\u200b\u2060\u2066\u2067\u2068\u2069\u202a\u202c\ufeff\u00ad\u061c';
const MARKS = [...ALL_MARKS];
/** A text as it is copied, with marks and space around it. */
const pasted = (text: string) => ` ${ALL_MARKS} ${text}${ALL_MARKS} \u200e`;

const post = (route: Parameters<ApiClient['call']>[0], path: string, body: object, headers = {}) =>
  new ApiClient().call(route, 'POST', path, { body, headers });
const signIn = (body: object) =>
  post(create, '/api/jwt/create/', { password: PASSWORD, ...body }).then(({ status }) => status);

describe('unseen characters around an address or a user name', () => {
  it('do not count at sign-up: the account has the names without them', async () => {
    const body = { ...ada, email: pasted('Ada@Example.com'), username: pasted('Countess') };
    const { status, json } = await post(users, '/api/users/', body);
    expect({ status, json }).toMatchObject({ status: 201, json: { email: ada.email } });
    expect(await findUserByEmail(app.ctx.db, ada.email)).toMatchObject({
      username: 'Countess',
      usernameKey: 'countess',
    });
  });

  it('make no second account of an address or a user name', async () => {
    for (const mark of MARKS) {
      const body = { ...ada, email: `${mark}${ada.email}`, username: `countess${mark}` };
      const { status, json } = await post(users, '/api/users/', body);
      expect({ status, json }).toEqual({
        status: 400,
        json: {
          email: ['user account with this email already exists.'],
          username: ['user account with this username already exists.'],
        },
      });
    }
  });

  it('do not count at sign-in', async () => {
    expect(await signIn({ email: pasted(ada.email) })).toBe(200);
    expect(await signIn({ username: pasted('countess') })).toBe(200);
    expect(await signIn({ username: pasted(ada.email) })).toBe(200);
  });

  it('count towards the same bucket of guesses as the name without them', async () => {
    await signUp({ email: 'guessed@example.com' });
    const guess = (at: number) =>
      signIn({ email: `${MARKS[at % MARKS.length]}guessed@example.com`, password: 'wrong' });
    const answers = [];
    for (let at = 0; at < 12; at += 1) answers.push(await guess(at));
    expect(answers).toContain(429);
    expect(await signIn({ email: 'guessed@example.com' })).toBe(429);
  });

  it('do not count where a link is asked for: the mail goes to the address without them', async () => {
    await withChanged(app.ctx.settings, { SEND_ACTIVATION_EMAIL: true }, async () => {
      await signUp({ email: 'waits@example.com' });
      const email = pasted('waits@example.com');
      expect((await post(resend, '/api/users/resend_activation/', { email })).status).toBe(204);
    });
    const email = pasted(ada.email);
    for (const [route, path] of [
      [resetPassword, '/api/users/reset_password/'],
      [resetEmail, '/api/users/reset_email/'],
    ] as const) {
      expect((await post(route, path, { email })).status).toBe(204);
    }
    const mails = (await app.mails()).map(({ to }) => to);
    expect(mails.sort()).toEqual([ada.email, ada.email, 'waits@example.com', 'waits@example.com']);
  });

  it('do not count in a change of address or of the user name', async () => {
    const headers = await bearerOf();
    const change = { new_email: pasted('new@example.com'), current_password: PASSWORD };
    expect((await post(setEmail, '/api/users/set_email/', change, headers)).status).toBe(204);
    expect((await app.mails()).map(({ to }) => to)).toContain('new@example.com');
    const rename = (username: string) =>
      new ApiClient().call(me, 'PATCH', '/api/users/me/', { body: { username }, headers });
    expect((await rename(pasted('Enchantress'))).status).toBe(200);
    expect(await signIn({ username: 'enchantress' })).toBe(200);
    expect((await rename('\u200b')).status).toBe(200);
    expect((await findUserByEmail(app.ctx.db, ada.email))?.username).toBeNull();
  });
});

describe('unseen characters within', () => {
  it('are refused at sign-up, and name no account at sign-in', async () => {
    await editUser(app.ctx, ada.email, { username: 'Countess', usernameKey: 'countess' });
    for (const mark of MARKS) {
      const [email, username] = [`ad${mark}a@example.com`, `coun${mark}tess`];
      const { status, json } = await post(users, '/api/users/', { ...ada, email, username });
      expect({ status, json }).toEqual({
        status: 400,
        json: {
          email: ['Enter a valid email address.'],
          username: [expect.stringMatching(/^Enter a valid username/)],
        },
      });
    }
    expect(await signIn({ email: 'ad\u200ba@example.com' })).toBe(401);
    expect(await signIn({ username: 'coun\u2066tess' })).toBe(401);
  });
});

it('an address of unseen characters alone is blank', async () => {
  const { json } = await post(users, '/api/users/', { ...ada, email: '\u200b\u2069' });
  expect(json).toEqual({ email: ['This field may not be blank.'] });
});
