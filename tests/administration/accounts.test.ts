import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as me from '@/app/api/users/me/route';
import * as resend from '@/app/api/users/resend_activation/route';
import { searchUsers } from '@/db/repositories/accounts';
import {
  createSuperuser,
  findAccounts,
  setActive,
  setPasswordOf,
  signOutAllUsers,
} from '@/lib/server/accounts/administration';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, signUp } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();
const admin = { ...app.ctx, bcryptCost: 4 };
const root = {
  email: 'root@example.com',
  username: 'Root',
  firstName: 'Super',
  lastName: 'User',
  password: PASSWORD,
};
await signUp({ username: 'Countess' });

async function requireAccount(name: string) {
  const user = (await findAccounts(admin, name))[0]?.user;
  if (!user) throw new Error(`no ${name}`);
  return user;
}

const logIn = async (email: string, password = PASSWORD) =>
  (await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: { email, password } }))
    .status;
const whoAmI = async (headers: Record<string, string>) =>
  (await new ApiClient().call(me, 'GET', '/api/users/me/', { headers })).status;

describe('finding', () => {
  it('finds an account by id, address and user name', async () => {
    for (const name of ['1', ' ADA@example.com', 'countess']) {
      expect(await findAccounts(admin, name)).toMatchObject([{ user: { id: 1 } }]);
    }
    for (const name of ['99', 'unknown', 'x@x.io', '', "' or 1=1"]) {
      expect(await findAccounts(admin, name)).toEqual([]);
    }
  });

  it('takes a name for what it is said to be alone', async () => {
    for (const [key, name] of [
      ['id', '1'],
      ['email', ada.email],
      ['username', 'countess'],
    ] as const) {
      expect(await findAccounts(admin, name, [key])).toMatchObject([{ key, user: { id: 1 } }]);
      for (const other of ['id', 'email', 'username'] as const) {
        if (other !== key) expect(await findAccounts(admin, name, [other])).toEqual([]);
      }
    }
  });

  it('lists accounts whose address or user name contains a text, and takes no wildcards', async () => {
    const ids = async (text: string) =>
      (await searchUsers(app.ctx.db, text, { limit: 9 })).map((user) => user.id);
    expect(await ids('')).toEqual([1]);
    expect(await ids('da@ex')).toEqual([1]);
    expect(await ids('ount')).toEqual([1]);
    for (const text of ['%', 'a_a', '\\', 'zz']) expect(await ids(text)).toEqual([]);
  });
});

describe('createSuperuser', () => {
  it('makes an account that may see all others', async () => {
    await createSuperuser(admin, root);
    const headers = await bearerOf('root@example.com');
    expect(await requireAccount('root')).toMatchObject({ isStaff: true, isSuperuser: true });
    expect(await whoAmI(headers)).toBe(200);
  });

  it('keeps the rules of a sign-up', async () => {
    const errors = async (changes: Partial<typeof root>) =>
      createSuperuser(admin, { ...root, ...changes }).catch((error) => error.body);
    expect(await errors({ password: 'password1' })).toEqual({
      password: ['This password is too common.'],
    });
    expect(await errors({})).toEqual({ email: ['user account with this email already exists.'] });
    expect(await errors({ email: 'other@example.com', username: 'ROOT' })).toEqual({
      username: ['user account with this username already exists.'],
    });
  });
});

describe('setPasswordOf', () => {
  it('ends all sessions, tells the owner, and keeps the rules of passwords', async () => {
    const headers = await bearerOf();
    const user = await requireAccount(ada.email);
    await expect(setPasswordOf(admin, user, '1234567')).rejects.toMatchObject({
      code: 'invalid_fields',
    });
    await setPasswordOf(admin, user, 'an0ther-good-one');
    expect(await whoAmI(headers)).toBe(401);
    expect(await logIn(ada.email)).toBe(401);
    expect(await logIn(ada.email, 'an0ther-good-one')).toBe(200);
    const told = (await app.mails()).filter(({ to }) => to === ada.email);
    expect(told.at(-1)?.subject).toBe('Your password on Gatehouse was changed');
    await setPasswordOf(admin, await requireAccount(ada.email), PASSWORD);
  });
});

describe('setActive', () => {
  it('shuts an account out at once, and no mailed link activates it again', async () => {
    const headers = await bearerOf();
    await setActive(admin, await requireAccount(ada.email), false);
    expect(await whoAmI(headers)).toBe(401);
    expect(await logIn(ada.email)).toBe(401);
    const before = (await app.mails()).length;
    await withChanged(app.ctx.settings, { SEND_ACTIVATION_EMAIL: true }, () =>
      new ApiClient().call(resend, 'POST', '/api/users/resend_activation/', {
        body: { email: ada.email },
      }),
    );
    expect(await app.mails()).toHaveLength(before);
    await setActive(admin, await requireAccount(ada.email), true);
    expect(await logIn(ada.email)).toBe(200);
    // The ended session stays ended.
    expect(await whoAmI(headers)).toBe(401);
  });
});

describe('signOutAllUsers', () => {
  it('ends the sessions of all accounts', async () => {
    const [one, other] = [await bearerOf(), await bearerOf('root@example.com')];
    expect(await signOutAllUsers(admin)).toBeGreaterThan(1);
    expect([await whoAmI(one), await whoAmI(other)]).toEqual([401, 401]);
    expect(await signOutAllUsers(admin)).toBe(0);
  });
});
