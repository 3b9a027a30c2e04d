import { beforeEach, describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as me from '@/app/api/users/me/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as setEmailConfirm from '@/app/api/users/set_email_confirm/route';
import * as setEmailUndo from '@/app/api/users/set_email_undo/route';
import { ApiClient } from '@/tests/support/api-client';
import { askForReset, signUpHere, usesOf, whoIs } from '@/tests/support/begun-links';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { linkIn, signInBrowser, signUp } from '@/tests/support/people';
import { follow, newPendingLink } from '@/tests/support/social/pending-links';
import {
  expectRefusal,
  rowsOf,
  startSocialApp,
  unvouched,
  vera,
} from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

// The attacks of Sudhodanan and Paverd, "Pre-hijacked accounts" (USENIX Security 2022).

const app = await startSocialApp();
const { db } = app.ctx;
const browser = () => new ApiClient('browser');
const mallory = { sub: 'mallory', email: 'mallory@example.net', email_verified: true };

beforeEach(async () => {
  await db.query.delete(db.tables.users);
  await db.query.delete(db.tables.pendingIdentities);
  app.clock.advance(1);
});

/** An attacker made the account: they have its password, a session, a user name and a linked account. */
async function squat() {
  await signUp({ email: vera.email, username: 'mallory', first_name: 'Mallory' });
  const attacker = await signInBrowser(vera.email);
  app.be(mallory);
  const { callback } = await app.beginLinking(attacker, 'acme');
  expect((await app.complete(attacker, callback, 'acme')).status).toBe(201);
  await app.newMails();
  return attacker;
}

/** The owner of the address signs in at a provider, and follows the link that is sent. */
async function arrive(person: object = vera) {
  const client = browser();
  expect((await app.comeFrom(client, { ...person })).status).toBe(400);
  const link = await newPendingLink(app, vera.email);
  expectAnswer(await follow(client, link), 201, { user: vera.email });
  return client;
}

const whoAmI = (client: ApiClient) => client.call(me, 'GET', '/api/users/me/');
const passwordOpens = async (email = vera.email) => {
  const body = { email, password: PASSWORD };
  return (await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body })).status === 200;
};

/** Nothing that the attacker had leads anywhere but to an account of their own. */
async function expectAlone(owner: ApiClient, attacker: ApiClient) {
  expect((await whoAmI(owner)).json).toMatchObject({ email: vera.email });
  expect((await whoAmI(attacker)).status).toBe(401);
  const refreshed = await attacker.call(refresh, 'POST', '/api/jwt/refresh/', { body: {} });
  expect(refreshed.status).not.toBe(200);
  expect(await passwordOpens()).toBe(false);
  const { users, identities } = await rowsOf(app);
  expect(users).toMatchObject([{ email: vera.email, username: null, isStaff: false }]);
  expect(identities).toMatchObject([{ provider: 'google', subject: vera.sub }]);
  // Signing in at the provider now gives the attacker an account of their own.
  expect((await app.comeFrom(browser(), mallory, 'acme')).json).toEqual({ user: mallory.email });
}

describe('the owner of an address who comes second is alone in the account', () => {
  it('classic-federated merge: the attacker signed up with it and knows a password', async () => {
    const attacker = await squat();
    expect(await passwordOpens()).toBe(true);
    await expectAlone(await arrive(), attacker);
  });

  it('unexpired session: the attacker signed up with it and keeps a session alive', async () => {
    const attacker = await squat();
    const client = browser();
    expect((await app.comeFrom(client, vera)).status).toBe(400);
    const link = await newPendingLink(app);
    expect((await whoAmI(attacker)).status).toBe(200);
    // They refresh and sign in anew until the very moment.
    await attacker.call(refresh, 'POST', '/api/jwt/refresh/', { body: {} });
    const second = await signInBrowser(vera.email);
    const [, ...others] = await Promise.all([
      follow(client, link),
      ...Array.from({ length: 8 }, () => signInBrowser(vera.email)),
    ]);
    for (const other of [second, ...others]) expect((await whoAmI(other)).status).toBe(401);
    await expectAlone(client, attacker);
  });

  it('trojan identifier: the attacker signed up with it and linked an account of their own', async () => {
    const attacker = await squat();
    app.be({ ...mallory, sub: 'mallory-2' });
    const { callback } = await app.beginLinking(attacker, 'oidc');
    const owner = await arrive();
    const late = await app.complete(attacker, callback, 'oidc');
    const why = 'Authentication failed: whoever began to link is not signed in any more';
    expectRefusal(late, why);
    await expectAlone(owner, attacker);
  });

  it('trojan identifier: nor does a link that ends at the same moment stay', async () => {
    for (let round = 0; round < 5; round += 1) {
      await db.query.delete(db.tables.users);
      const attacker = await squat();
      app.be({ ...mallory, sub: `mallory-${round}` });
      const { callback } = await app.beginLinking(attacker, 'oidc');
      const client = browser();
      await app.comeFrom(client, vera);
      const link = await newPendingLink(app);
      app.be({ ...mallory, sub: `mallory-${round}` });
      const [arrival] = await Promise.all([
        follow(client, link),
        app.complete(attacker, callback, 'oidc'),
      ]);
      expect(arrival.status).toBe(201);
      const { identities } = await rowsOf(app);
      expect(identities.map(({ subject }) => subject)).toEqual([vera.sub]);
    }
  });

  it('unexpired e-mail change: the attacker signed up with it and asked for another address', async () => {
    const attacker = await squat();
    const body = { new_email: 'attic@example.net', current_password: PASSWORD };
    await attacker.call(setEmail, 'POST', '/api/users/set_email/', { body });
    const mails = await app.newMails();
    const confirm = linkIn(mails.find(({ to }) => to === 'attic@example.net'));
    const undo = linkIn(mails.find(({ to }) => to === vera.email));
    const owner = await arrive();
    for (const [handlers, path, link] of [
      [setEmailConfirm, '/api/users/set_email_confirm/', confirm],
      [setEmailUndo, '/api/users/set_email_undo/', undo],
    ] as const) {
      expect((await new ApiClient().call(handlers, 'POST', path, { body: link })).status).toBe(400);
    }
    await expectAlone(owner, attacker);
  });

  it('non-verifying provider: the attacker came with it from one that verifies no address', async () => {
    const attacker = browser();
    const claimed = { ...unvouched, sub: 'mallory' };
    expect((await app.comeFrom(attacker, claimed, 'acme')).status).toBe(400);
    const theirs = await newPendingLink(app, vera.email);
    expect((await rowsOf(app)).users).toEqual([]);
    const owner = browser();
    // She follows the link of a stranger: it opens nothing, for her or for the stranger.
    expectRefusal(await follow(owner, theirs), 'Open this link in the browser in which you began.');
    expectAnswer(await app.comeFrom(owner, vera), 201, { user: vera.email });
    expect((await app.comeFrom(attacker, claimed, 'acme')).status).toBe(400);
    await expectAlone(owner, attacker);
  });
});

describe('a browser that asked for links to the address of another person', () => {
  const { activate, setPassword } = usesOf(app);
  const withActivation = (act: () => Promise<void>) =>
    withChanged(app.ctx.settings, { SEND_ACTIVATION_EMAIL: true }, act);

  it('is signed in by none of them, nor is their reader by what an attacker prepared', () =>
    withActivation(async () => {
      const [attacker, owner] = [browser(), browser()];
      await signUpHere(attacker, vera.email);
      expectNoContent(await activate(owner, vera.email));
      expect(await whoIs(owner)).toBeNull();
      await askForReset(attacker, vera.email);
      expectNoContent(await setPassword(owner, vera.email));
      expect([await whoIs(attacker), await whoIs(owner)]).toEqual([null, null]);
    }));

  it('has none of what a stranger prepared, if it asked for a new password', async () => {
    const [attacker, owner] = [await squat(), browser()];
    await askForReset(owner, vera.email);
    expectNoContent(await setPassword(owner, vera.email));
    expect([await whoIs(attacker), await whoIs(owner)]).toEqual([null, vera.email]);
    expect([await passwordOpens(), (await rowsOf(app)).identities]).toEqual([false, []]);
  });

  it('is not signed in to an account of the attacker, who mails it a link of their own', () =>
    withActivation(async () => {
      const victim = browser();
      await signUpHere(victim, vera.email);
      await askForReset(victim, vera.email);
      await signUpHere(browser(), mallory.email);
      expectNoContent(await activate(victim, mallory.email));
      await askForReset(browser(), mallory.email);
      expectNoContent(await setPassword(victim, mallory.email));
      expect(await whoIs(victim)).toBeNull();
      expectNoContent(await activate(victim, vera.email));
      expect(await whoIs(victim)).toBe(vera.email);
    }));
});
