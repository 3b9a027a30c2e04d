import { beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '@/tests/support/api-client';
import { withUnusedBits } from '@/tests/support/attacks/spellings';
import { expectAnswer } from '@/tests/support/expectations';
import { signUp } from '@/tests/support/people';
import { follow, newPendingLink, type PendingLink } from '@/tests/support/social/pending-links';
import {
  expectRefusal,
  rowsOf,
  startSocialApp,
  unvouched,
  vera,
} from '@/tests/support/social/social-app';
import { editUser, withChanged } from '@/tests/support/test-app';

const app = await startSocialApp();
const { db, settings } = app.ctx;
const browser = () => new ApiClient('browser');
const BAD_LINK = { token: ['Invalid token for given user.'] };

/** A browser with a pending identity, and the link that was mailed. */
async function withPending(changes: object = {}): Promise<[ApiClient, PendingLink]> {
  const client = browser();
  await app.newMails();
  expect((await app.comeFrom(client, { ...unvouched, ...changes })).status).toBe(400);
  return [client, await newPendingLink(app)];
}

beforeEach(async () => {
  await db.query.delete(db.tables.users);
  await db.query.delete(db.tables.pendingIdentities);
});

describe('201', () => {
  it('signs a browser in with cookies alone, to a new account with a verified address', async () => {
    const [client, link] = await withPending();
    const answer = await follow(client, link);
    expectAnswer(answer, 201, { user: vera.email });
    expect(answer.cookies.map(({ name }) => name)).toEqual(['access', 'refresh', 'device']);
    const { users, identities, pendingIdentities, sessions } = await rowsOf(app);
    expect(users).toMatchObject([
      { email: vera.email, firstName: 'Vera', emailVerifiedAt: app.clock.now() },
    ]);
    expect(identities).toMatchObject([{ provider: 'google', subject: vera.sub }]);
    expect([pendingIdentities.length, sessions.length]).toEqual([0, 1]);
    expectAnswer(await app.comeFrom(browser(), unvouched), 201, { user: vera.email });
  });

  it('gives a native client its tokens in the body', async () => {
    const [{ jar }, link] = await withPending();
    const native = Object.assign(new ApiClient(), { jar });
    expect((await follow(native, link)).json).toEqual({
      access: expect.any(String),
      refresh: expect.any(String),
      user: vera.email,
    });
  });

  it('links to an account whose address is verified, and leaves all else in it', async () => {
    await signUp({ email: vera.email, username: 'vera' });
    await editUser(app.ctx, vera.email, { emailVerifiedAt: new Date(0) });
    const [before] = (await rowsOf(app)).users;
    const [client, link] = await withPending();
    expectAnswer(await follow(client, link), 201, { user: vera.email });
    const { users, identities } = await rowsOf(app);
    const changed = { revision: expect.any(Number), lastLogin: app.clock.now() };
    expect(users).toEqual([{ ...before, ...changed }]);
    expect(identities).toMatchObject([{ userId: before?.id }]);
    expect(await app.newMails()).toMatchObject([
      { to: vera.email, subject: 'Your Gatehouse account was linked to Google' },
    ]);
  });

  it('lets an account in that waits for its activation', async () => {
    await withChanged(settings, { SEND_ACTIVATION_EMAIL: true }, () =>
      signUp({ email: vera.email }),
    );
    const [client, link] = await withPending();
    expectAnswer(await follow(client, link), 201, { user: vera.email });
    expect((await rowsOf(app)).users).toMatchObject([{ isActive: true, awaitsActivation: false }]);
  });

  it('works after a change of the secret, as long as the former one is named', async () => {
    const [client, link] = await withPending();
    const rotated = {
      JWT_SECRET: 'another-secret-of-at-least-32-bytes-now',
      JWT_PREVIOUS_SECRETS: [settings.JWT_SECRET],
    };
    await withChanged(settings, { ...rotated, JWT_PREVIOUS_SECRETS: [] }, async () => {
      expectAnswer(await follow(client, link), 400, BAD_LINK);
    });
    await withChanged(settings, rotated, async () => {
      expectAnswer(await follow(client, link), 201, { user: vera.email });
    });
  });

  it('goes to one of twenty who follow it at once', async () => {
    for (const isThere of [false, true]) {
      if (isThere) await signUp({ email: 'there@example.com' });
      const email = isThere ? 'there@example.com' : vera.email;
      const [client, link] = await withPending({ email, sub: email });
      const copies = Array.from({ length: 20 }, () =>
        Object.assign(browser(), { jar: { ...client.jar } }),
      );
      const answers = await Promise.all(copies.map((copy) => follow(copy, link)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 201)).toHaveLength(1);
      expect(statuses.filter((status) => status === 400)).toHaveLength(19);
    }
    const { users, identities, sessions } = await rowsOf(app);
    expect([users.length, identities.length, sessions.length]).toEqual([2, 2, 2]);
  });
});

describe('400', () => {
  it('to a link that was used, in any browser', async () => {
    const [client, link] = await withPending();
    await follow(client, link);
    for (const other of [client, browser()]) {
      expectAnswer(await follow(other, link), 400, BAD_LINK);
    }
    expect((await rowsOf(app)).sessions).toHaveLength(1);
  });

  it('to another browser than the one that began; the link stays good there', async () => {
    const [client, link] = await withPending();
    const other = browser();
    await app.begin(other);
    for (const stranger of [browser(), new ApiClient(), other]) {
      const message = 'Open this link in the browser in which you began.';
      expectRefusal(await follow(stranger, link), message);
    }
    const { users, sessions } = await rowsOf(app);
    expect([users, sessions]).toEqual([[], []]);
    expect((await follow(client, link)).status).toBe(201);
  });

  it('an hour later', async () => {
    const [client, link] = await withPending();
    const [second, late] = await withPending({ sub: '2', email: 'two@example.com' });
    app.clock.advance(3599);
    expect((await follow(client, link)).status).toBe(201);
    app.clock.advance(1);
    expectAnswer(await follow(second, late), 400, BAD_LINK);
  });

  it('to any other id or token', async () => {
    const [client, link] = await withPending();
    const [, other] = await withPending({ sub: '2', email: 'two@example.com' });
    const wrong = [
      { ...link, token: other.token },
      { ...link, claim: other.claim },
      ...[1, 2, 3].map((bits) => ({ ...link, token: withUnusedBits(link.token, bits) })),
      { ...link, token: `${link.token.startsWith('A') ? 'B' : 'A'}${link.token.slice(1)}` },
      { ...link, token: link.token.slice(1) },
      { ...link, token: 'x' },
      { ...link, claim: '../../x' },
    ];
    for (const body of wrong) expectAnswer(await follow(client, body), 400, BAD_LINK);
    const { status, json } = await follow(client, { claim: '', token: null });
    expect([status, Object.keys(json as object)]).toEqual([400, ['claim', 'token']]);
    expect((await follow(client, link)).status).toBe(201);
  });

  it('to an account that an operator has deactivated', async () => {
    await signUp({ email: vera.email });
    await editUser(app.ctx, vera.email, { isActive: false });
    const [client, link] = await withPending();
    const message = 'Authentication failed: this account is not active';
    expectRefusal(await follow(client, link), message);
    expect((await rowsOf(app)).identities).toEqual([]);
  });

  it('once the identity has been linked to an account by another sign-in', async () => {
    const [client, link] = await withPending();
    await app.comeFrom(browser(), { ...vera, email: 'other@example.com' });
    expectAnswer(await follow(client, link), 400, BAD_LINK);
    expect((await rowsOf(app)).users).toMatchObject([{ email: 'other@example.com' }]);
  });
});
