import { beforeEach, describe, expect, it } from 'vitest';
import * as resetEmail from '@/app/api/users/reset_email/route';
import * as resetEmailConfirm from '@/app/api/users/reset_email_confirm/route';
import * as resetPassword from '@/app/api/users/reset_password/route';
import * as resetPasswordConfirm from '@/app/api/users/reset_password_confirm/route';
import * as users from '@/app/api/users/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as setPassword from '@/app/api/users/set_password/route';
import { findUserByEmail } from '@/db/repositories/users';
import type { RouteHandlers } from '@/lib/server/http/route';
import { hashPassword } from '@/lib/server/passwords/hash';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, linkIn, signUp } from '@/tests/support/people';
import { withSwitches } from '@/tests/support/switched-app';
import { editUser, startTestApp } from '@/tests/support/test-app';

const { ctx, mails } = await startTestApp();
await signUp();
const hash = await hashPassword(PASSWORD, 4);
beforeEach(() => editUser(ctx, ada.email, { password: hash }));

const R = ['This field is required.'];
const DIFFER = { non_field_errors: ["The two password fields didn't match."] };
const EMAILS_DIFFER = { non_field_errors: ["The two email fields didn't match."] };
const OTHER = `${PASSWORD}, again`;

const post = (route: RouteHandlers, path: string, body: object, headers = {}) =>
  new ApiClient().call(route, 'POST', `/api/users/${path}`, { body, headers });
const postAsAda = async (route: RouteHandlers, path: string, body: object) =>
  post(route, path, body, await bearerOf());

async function mailedLink(route: RouteHandlers, path: string, page: string) {
  await post(route, path, { email: ada.email });
  return linkIn((await mails()).find(({ text }) => text.includes(`/${page}/`)));
}

describe('a sign-up', () => {
  it('asks for the password once without the switch, and ignores a second one', async () => {
    await withSwitches(ctx, { retypes: { signUp: false } }, async () => {
      expect(Object.keys((await post(users, '', {})).json as object)).not.toContain('re_password');
      const { re_password, ...once } = { ...ada, email: 'once@example.com' };
      expect((await post(users, '', once)).status).toBe(201);
      const other = { ...ada, email: 'other@example.com', re_password: 'another' };
      expect((await post(users, '', other)).status).toBe(201);
    });
  });
});

describe('a change of password', () => {
  const change = (body: object) => postAsAda(setPassword, 'set_password/', body);
  const good = { current_password: PASSWORD, new_password: OTHER };

  it('asks for it twice with the switch', async () => {
    await withSwitches(ctx, { retypes: { setPassword: true } }, async () => {
      expect((await change({})).text).toBe(
        JSON.stringify({ new_password: R, re_new_password: R, current_password: R }),
      );
      expect((await change(good)).json).toEqual({ re_new_password: R });
      expect((await change({ ...good, re_new_password: `${OTHER} ` })).json).toEqual(DIFFER);
      const weak = { ...good, new_password: '12345678', re_new_password: 'x' };
      expect(Object.keys((await change(weak)).json as object)).toEqual(['new_password']);
      expect((await change({ ...good, re_new_password: OTHER })).status).toBe(204);
    });
  });

  it('ignores a second one without the switch', async () => {
    expect((await change({ ...good, re_new_password: 'x' })).status).toBe(204);
  });
});

describe('a new password with a link', () => {
  const confirm = (body: object) => post(resetPasswordConfirm, 'reset_password_confirm/', body);

  it('comes once without the switch, and a second one is ignored', async () => {
    await withSwitches(ctx, { retypes: { resetPassword: false } }, async () => {
      const link = await mailedLink(resetPassword, 'reset_password/', 'password-reset');
      expect((await confirm({})).json).toEqual({ uid: R, token: R, new_password: R });
      const body = { ...link, new_password: OTHER, re_new_password: 'x' };
      expect((await confirm(body)).status).toBe(204);
    });
  });
});

describe('a change of address', () => {
  it('asks for it twice with the switch, where users sign in by it', async () => {
    await withSwitches(ctx, { retypes: { setLogin: true } }, async () => {
      const change = (body: object) => postAsAda(setEmail, 'set_email/', body);
      const good = { current_password: PASSWORD, new_email: 'New@example.com' };
      expect((await change({ ...good })).json).toEqual({ re_new_email: R });
      const differing = { ...good, re_new_email: 'old@example.com' };
      expect((await change(differing)).json).toEqual(EMAILS_DIFFER);
      expect((await change({ ...good, re_new_email: 'new@EXAMPLE.com' })).status).toBe(204);
    });
  });

  it('with a link asks for it twice with the switch of its own', async () => {
    await withSwitches(ctx, { retypes: { resetLogin: true } }, async () => {
      const link = await mailedLink(resetEmail, 'reset_email/', 'email-reset');
      const confirm = (body: object) =>
        post(resetEmailConfirm, 'reset_email_confirm/', { ...link, ...body });
      const good = { new_email: 'elsewhere@example.com' };
      expect((await confirm(good)).json).toEqual({ re_new_email: R });
      expect((await confirm({ ...good, re_new_email: ada.email })).json).toEqual(EMAILS_DIFFER);
      expect((await confirm({ ...good, re_new_email: good.new_email })).status).toBe(204);
      expect(await findUserByEmail(ctx.db, good.new_email)).not.toBeNull();
    });
  });
});
