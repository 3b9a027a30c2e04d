import { beforeEach, describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as reset from '@/app/api/users/reset_password/route';
import * as resetConfirm from '@/app/api/users/reset_password_confirm/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { linkIn, signUp } from '@/tests/support/people';
import {
  addressless,
  rowsOf,
  startSocialApp,
  unvouched,
  vera,
} from '@/tests/support/social/social-app';
import { editUser, withChanged } from '@/tests/support/test-app';

const app = await startSocialApp();
const { comeFrom, newMails } = app;
const { db, settings } = app.ctx;
const browser = () => new ApiClient('browser');

beforeEach(async () => {
  await db.query.delete(db.tables.users);
  await db.query.delete(db.tables.pendingIdentities);
});

const CONFIRM = 'Authentication failed: follow the link that we sent to vera@example.com';

describe('a new user', () => {
  it('has an account without a password, and with a verified address', async () => {
    await comeFrom(browser(), vera);
    const { users: people, identities, pendingIdentities } = await rowsOf(app);
    expect(people).toMatchObject([
      {
        email: vera.email,
        firstName: 'Vera',
        lastName: 'Visitor',
        username: null,
        isActive: true,
        isStaff: false,
        isSuperuser: false,
        emailVerifiedAt: app.clock.now(),
        password: expect.stringMatching(/^!.{40}$/),
      },
    ]);
    expect(identities).toMatchObject([
      { userId: people[0]?.id, provider: 'google', subject: vera.sub, email: vera.email },
    ]);
    expect(pendingIdentities).toEqual([]);
  });

  it('is sent a mail only where the settings say so', async () => {
    await newMails();
    await comeFrom(browser(), vera);
    expect(await newMails()).toEqual([]);
    await withChanged(settings, { SEND_CONFIRMATION_EMAIL: true }, () =>
      comeFrom(browser(), { ...vera, sub: '2', email: 'two@example.com' }),
    );
    expect(await newMails()).toMatchObject([
      { to: 'two@example.com', subject: 'Your account on Gatehouse is ready' },
    ]);
  });

  it('may set a password by the link for a lost one, and keeps their linked account', async () => {
    await comeFrom(browser(), vera);
    await newMails();
    await new ApiClient().call(reset, 'POST', '/api/users/reset_password/', {
      body: { email: vera.email },
    });
    const body = {
      ...linkIn((await newMails())[0]),
      new_password: PASSWORD,
      re_new_password: PASSWORD,
    };
    expectNoContent(
      await new ApiClient().call(resetConfirm, 'POST', '/api/users/reset_password_confirm/', {
        body,
      }),
    );
    const signIn = { email: vera.email, password: PASSWORD };
    expect(
      (await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: signIn })).status,
    ).toBe(200);
    expect((await comeFrom(browser(), vera)).status).toBe(201);
  });

  it('cannot be signed up for a second time, nor signed in with a password', async () => {
    await comeFrom(browser(), vera);
    await expect(signUp({ email: vera.email })).rejects.toThrow('already exists');
    for (const password of ['', '!', PASSWORD]) {
      const body = { email: vera.email, password };
      const answer = await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body });
      expect([400, 401]).toContain(answer.status);
    }
    expect((await rowsOf(app)).users).toHaveLength(1);
  });
});

describe('a known user', () => {
  it('is found by the provider’s subject, whatever their address is now', async () => {
    await comeFrom(browser(), vera);
    app.clock.advance(60);
    for (const email of ['moved@example.com', 'other@example.com', undefined]) {
      const answer = await comeFrom(browser(), { ...vera, email, email_verified: false });
      expectAnswer(answer, 201, { user: vera.email });
    }
    const { users: people, identities } = await rowsOf(app);
    expect(people).toHaveLength(1);
    expect(identities).toMatchObject([
      { email: 'other@example.com', lastUsedAt: app.clock.now(), provider: 'google' },
    ]);
  });

  it('is another user at another provider, though the subject is the same', async () => {
    await comeFrom(browser(), vera);
    const other = { ...vera, email: 'other@example.com' };
    expectAnswer(await comeFrom(browser(), other, 'acme'), 201, { user: other.email });
    expect((await rowsOf(app)).users).toHaveLength(2);
  });

  it('is another user with another subject, though the address was once the same', async () => {
    await comeFrom(browser(), vera);
    await editUser(app.ctx, vera.email, { email: 'moved@example.com' });
    expectAnswer(await comeFrom(browser(), { ...vera, sub: 'heir' }), 201, { user: vera.email });
    expect((await rowsOf(app)).users).toHaveLength(2);
  });

  it('comes from two tabs at once, for the first time of all: one account', async () => {
    app.be(vera);
    const clients = [browser(), browser(), browser()];
    const visits = await Promise.all(clients.map((client) => app.begin(client)));
    const answers = await Promise.all(
      visits.map(({ callback }, at) => app.complete(clients[at] ?? browser(), callback)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { users: people, identities, sessions } = await rowsOf(app);
    expect([people.length, identities.length, sessions.length]).toEqual([1, 1, 3]);
  });
});

const confirmFirst = {
  non_field_errors: [CONFIRM],
  code: ['confirmEmail'],
  email: vera.email,
};

describe('an address that an account has', () => {
  it('links where both sides vouch for it, and its owner is told', async () => {
    await signUp({ email: vera.email });
    await editUser(app.ctx, vera.email, { emailVerifiedAt: app.clock.now(), username: 'vv' });
    await newMails();
    expectAnswer(await comeFrom(browser(), vera), 201, { user: vera.email });
    const { users: people, identities } = await rowsOf(app);
    expect(people).toMatchObject([{ firstName: 'Ada', username: 'vv' }]);
    expect(people[0]?.password).toMatch(/^bcrypt/);
    expect(identities).toMatchObject([{ userId: people[0]?.id, subject: vera.sub }]);
    expect(await newMails()).toMatchObject([
      { to: vera.email, subject: 'Your Gatehouse account was linked to Google' },
    ]);
    const recorded = app.logged.filter(({ event }) => event === 'identity-linked');
    expect(recorded.at(-1)).toMatchObject({ userId: people[0]?.id, provider: 'google' });
  });

  it.each([
    ['here', vera, null],
    ['by the provider', unvouched, new Date(0)],
    ['by either', unvouched, null],
  ])('is confirmed by mail where it is not vouched for %s', async (_, person, emailVerifiedAt) => {
    await signUp({ email: vera.email });
    await editUser(app.ctx, vera.email, { emailVerifiedAt });
    const answer = await comeFrom(browser(), person);
    expectAnswer(answer, 400, confirmFirst);
    expect(answer.cookies).toEqual([]);
    const { identities, sessions, pendingIdentities } = await rowsOf(app);
    expect([identities, sessions, pendingIdentities.length]).toEqual([[], [], 1]);
  });

  it('is confirmed with the same answer if no account has it and the provider does not vouch', async () => {
    for (const email_verified of [false, 'TRUE', 'false', '1', 1, null, undefined]) {
      const answer = await comeFrom(browser(), { ...vera, email_verified });
      expectAnswer(answer, 400, confirmFirst);
    }
    expect((await rowsOf(app)).users).toEqual([]);
  });

  it('is asked for where the provider gives none', async () => {
    const message = 'Authentication failed: Google did not tell your e-mail address';
    const answer = await comeFrom(browser(), addressless);
    expectAnswer(answer, 400, { non_field_errors: [message], code: ['nameEmail'] });
    expect((await rowsOf(app)).pendingIdentities).toMatchObject([
      { email: null, subject: vera.sub },
    ]);
  });
});
