import { beforeEach, describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as me from '@/app/api/users/me/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { signUp } from '@/tests/support/people';
import { annas, broughtPeople, veras } from '@/tests/support/social/brought-people';
import { rowsOf, startSocialApp, vera } from '@/tests/support/social/social-app';
import { editUser } from '@/tests/support/test-app';

const app = await startSocialApp();
const { comeFrom, newMails } = app;
const { bring, identities, sessions, startAnew } = broughtPeople(app);
const { db } = app.ctx;
const browser = () => new ApiClient('browser');
const byAddress = { provider: 'google-oauth2', uid: vera.email, user_id: veras.id };

beforeEach(startAnew);

describe('an address that Django stored as the subject', () => {
  it('is found once, and is the real one then', async () => {
    await bring(byAddress);
    expectAnswer(await comeFrom(browser(), vera), 201, { user: veras.email });
    expect((await rowsOf(app)).identities).toMatchObject([
      { userId: 7, provider: 'google', subject: vera.sub, email: vera.email },
    ]);
    // From now on it is the subject that counts, whatever the address is.
    const moved = { ...vera, email: 'vera.now@example.com', email_verified: false };
    expectAnswer(await comeFrom(browser(), moved), 201, { user: veras.email });
    expect((await rowsOf(app)).users).toHaveLength(2);
  });

  it('is found in any letter case for the account with the same address', async () => {
    await bring({ ...byAddress, uid: 'Vera@Example.COM' });
    await editUser(app.ctx, veras.email, { email: vera.email });
    expectAnswer(await comeFrom(browser(), vera), 201, { user: vera.email });
    expect(await identities()).toEqual([[7, 'google', vera.sub]]);
  });

  it('is found once: the next person with the address is a stranger', async () => {
    await bring(byAddress);
    expect((await comeFrom(browser(), vera)).status).toBe(201);
    const next = await comeFrom(browser(), { ...vera, sub: 'the-next-person' });
    expectAnswer(next, 201, { user: vera.email });
    expect(await identities()).toEqual([
      [7, 'google', vera.sub],
      [expect.any(Number), 'google', 'the-next-person'],
    ]);
    expect((await findUserByEmail(db, vera.email))?.id).not.toBe(7);
  });

  it.each([
    ['an address that is not confirmed', { email_verified: false }],
    ['an address that is confirmed in a number', { email_verified: 1 }],
    ['no word on it', { email_verified: undefined }],
    ['another address', { email: 'vera@example.com.evil.example' }],
    ['its letters in full width', { email: 'vera＠example.com' }],
    ['unseen characters around it', { email: '\u200evera@example.com' }],
  ])('is not found by %s', async (_, changes) => {
    await bring(byAddress);
    await comeFrom(browser(), { ...vera, ...changes });
    expect((await identities())[0]).toEqual([7, 'google', vera.email]);
    expect(await sessions()).toEqual([]);
  });

  it('is not found by another provider that confirms the address, nor one of another provider', async () => {
    await bring({ ...byAddress, provider: 'acme' }, { ...byAddress, user_id: annas.id });
    expect((await comeFrom(browser(), vera, 'acme')).json).toEqual({ user: vera.email });
    expect(await identities()).toEqual([
      [7, 'acme', vera.email],
      [8, 'google', vera.email],
      [expect.any(Number), 'acme', vera.sub],
    ]);
    expect(await sessions()).toEqual([]);
  });

  it('is told to the owner of the account, and recorded, as any linking', async () => {
    await bring(byAddress);
    const before = app.logged.length;
    await comeFrom(browser(), vera);
    expect(await newMails()).toMatchObject([
      { to: veras.email, subject: 'Your Gatehouse account was linked to Google' },
    ]);
    const events = app.logged.slice(before).filter(({ event }) => event === 'identity-linked');
    expect(events).toMatchObject([{ userId: 7, provider: 'google' }]);
    await comeFrom(browser(), vera);
    expect(await newMails()).toEqual([]);
  });

  it('becomes the subject of one of many who come at once', async () => {
    await bring(byAddress);
    await newMails();
    app.be(vera);
    const visits = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const client = browser();
        return { client, ...(await app.begin(client)) };
      }),
    );
    const answers = await Promise.all(
      visits.map(({ client, callback }) => app.complete(client, callback)),
    );
    for (const answer of answers) expectAnswer(answer, 201, { user: veras.email });
    expect(await identities()).toEqual([[7, 'google', vera.sub]]);
    expect(await newMails()).toHaveLength(1);
  });

  it('signs in to no account that is not active', async () => {
    await bring(byAddress);
    await editUser(app.ctx, veras.email, { isActive: false });
    expect((await comeFrom(browser(), vera)).status).toBe(400);
    expect(await identities()).toEqual([[7, 'google', vera.email]]);
  });
});

describe('a link that the account page asks for', () => {
  const signedIn = async (email: string) => {
    const client = browser();
    const body = { email, password: PASSWORD };
    await client.call(create, 'POST', '/api/jwt/create/', { body });
    return client;
  };
  const linking = async (client: ApiClient) => {
    app.be(vera);
    return app.complete(client, (await app.beginLinking(client)).callback);
  };

  it('gives the imported identity of the same account its subject', async () => {
    await bring(byAddress);
    await signUp({ email: 'other@example.com' });
    const hash = (await findUserByEmail(db, 'other@example.com'))?.password;
    await editUser(app.ctx, veras.email, { password: hash ?? '' });
    const client = await signedIn(veras.email);
    expectAnswer(await linking(client), 201, { user: veras.email });
    expect(await identities()).toEqual([[7, 'google', vera.sub]]);
  });

  it('takes it from no other account', async () => {
    await bring(byAddress);
    await signUp({ email: 'mallory@example.net' });
    const answer = await linking(await signedIn('mallory@example.net'));
    expect(answer.status).toBe(400);
    expect(await identities()).toEqual([[7, 'google', vera.email]]);
  });
});

it('no account that a stranger made with the address comes between', async () => {
  await bring(byAddress);
  await signUp({ email: vera.email });
  const client = browser();
  expectAnswer(await comeFrom(client, vera), 201, { user: veras.email });
  expect((await client.call(me, 'GET', '/api/users/me/')).json).toMatchObject({ id: 7 });
  const { identities: linked } = await rowsOf(app);
  expect(linked).toMatchObject([{ userId: 7, subject: vera.sub }]);
});
