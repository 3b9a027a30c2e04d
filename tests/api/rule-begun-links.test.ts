import { beforeEach, describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as logout from '@/app/api/logout/route';
import * as me from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import {
  askAgain,
  askForReset,
  FRIEND,
  NEW_PASSWORD,
  namesOf,
  newAddress,
  signUpHere,
  startLinkApp,
  whoIs,
} from '@/tests/support/begun-links';
import { expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { signInBrowser, USER_AGENTS } from '@/tests/support/people';

const app = await startLinkApp();
const browser = () => new ApiClient('browser');
const elsewhere = new ApiClient();

let email = '';
const nextPerson = () => {
  email = newAddress(app);
};
beforeEach(nextPerson);

/** Signs a person up who has activated the account elsewhere. */
async function activePerson() {
  await signUpHere(elsewhere, email);
  await app.activate(elsewhere, email);
}

describe('a link that is used in the browser that asked for it', () => {
  it.each([
    ['signing up', signUpHere],
    [
      'asking again',
      async (client: ApiClient) => {
        await signUpHere(client, email);
        app.clock.advance(2 * 86_400);
        await askAgain(client, email);
        app.clock.advance(2 * 86_400);
      },
    ],
  ])('signs in: an activation, after %s', async (_, ask) => {
    const client = browser();
    await ask(client, email);
    const answer = await app.activate(client, email);
    expectNoContent(answer);
    expect(namesOf(answer)).toEqual(['access', 'refresh', 'device', 'begun']);
    expect(await whoIs(client)).toBe(email);
  });

  it('signs in: a new password, after every session of the account has ended', async () => {
    await activePerson();
    const former = await signInBrowser(email);
    const client = await signInBrowser(email);
    const headers = { cookie: `access=${client.jar.access}` };
    await askForReset(client, email);
    const answer = await app.setPassword(client, email);
    expectNoContent(answer);
    expect(namesOf(answer)).toEqual(['access', 'refresh', 'device', 'begun']);
    expect(await whoIs(client)).toBe(email);
    expect(await whoIs(former)).toBeNull();
    expect((await browser().call(me, 'GET', '/api/users/me/', { headers })).status).toBe(401);
  });

  it('signs in: a new password of an account that waits for its activation', async () => {
    const client = browser();
    await signUpHere(client, email);
    await askForReset(client, email);
    expectNoContent(await app.setPassword(client, email));
    expect(await whoIs(client)).toBe(email);
    // The proof of the sign-up is still there, and its link good for nothing any more.
    expect((await app.activate(client, email)).status).toBe(400);
  });

  it('is recorded as a sign-in, and tells of no new device, but of the new password', async () => {
    await activePerson();
    await signInBrowser(email);
    const headers = { 'user-agent': USER_AGENTS.Firefox };
    const client = browser();
    await askForReset(client, email, headers);
    expectNoContent(await app.setPassword(client, email, headers));
    expect(app.logged.findLast(({ event }) => event === 'signed-in')).toMatchObject({
      method: 'mailed-link',
      userAgent: USER_AGENTS.Firefox,
    });
    // The browser is known from now on.
    const body = { email, password: NEW_PASSWORD };
    await client.call(create, 'POST', '/api/jwt/create/', { body, headers });
    expect(app.logged.filter(({ event }) => event === 'signed-in-new-device')).toEqual([]);
    const subjects = (await app.mails()).filter(({ to }) => to === email).map((m) => m.subject);
    expect(subjects).toContain('Your password on Gatehouse was changed');
    expect(subjects.filter((subject) => /sign-in/i.test(subject))).toEqual([]);
  });

  it('spends the proof, and leaves those of other links', async () => {
    const client = browser();
    await signUpHere(client, email);
    await askForReset(client, 'other@example.com');
    expect(client.jar.begun?.split('.')).toHaveLength(2);
    await app.activate(client, email);
    expect(client.jar.begun?.split('.')).toHaveLength(1);
  });

  it('signs in where the session of another account is over', async () => {
    await activePerson();
    const client = await signInBrowser(email);
    const headers = { authorization: `Bearer ${client.jar.access}` };
    await elsewhere.call(logout, 'POST', '/api/logout/', { headers });
    nextPerson();
    await signUpHere(client, email);
    await app.activate(client, email);
    expect(await whoIs(client)).toBe(email);
  });

  it('leaves the session of another account that is signed in there', async () => {
    await activePerson();
    const client = await signInBrowser(email);
    const { refresh } = client.jar;
    nextPerson();
    await signUpHere(client, email);
    // Its access token has lapsed: its owner is signed in none the less.
    app.clock.advance(600);
    const answer = await app.activate(client, email);
    expectNoContent(answer);
    expect(namesOf(answer)).toEqual(['begun']);
    await askForReset(client, email);
    expect(namesOf(await app.setPassword(client, email))).toEqual(['device', 'begun']);
    expect(client.jar.refresh).toBe(refresh);
  });
});

describe('a link that is used anywhere else signs nobody in', () => {
  it.each([
    ['in another browser', browser],
    ['by a client that is no browser', () => new ApiClient()],
  ])('%s, which the password still does', async (_, make) => {
    const other = make();
    await signUpHere(browser(), email);
    const answer = await app.activate(other, email);
    expectNoContent(answer);
    expect(answer.cookies).toEqual([]);
    const body = { email, password: PASSWORD };
    expect((await other.call(create, 'POST', '/api/jwt/create/', { body })).status).toBe(200);
    await askForReset(browser(), email);
    expect(namesOf(await app.setPassword(make(), email))).toEqual(['device']);
  });

  it('nor to what a stranger prepared, where their owner has it sent again', async () => {
    const owner = browser();
    await signUpHere(browser(), email);
    await askAgain(owner, email);
    expect((await app.activate(owner, email)).cookies).toEqual([]);
    expect(await whoIs(owner)).toBeNull();
    // Without knowing the password, the way in that is left takes it from the stranger.
    await askForReset(owner, email);
    expectNoContent(await app.setPassword(owner, email));
    expect(await whoIs(owner)).toBe(email);
    const body = { email, password: PASSWORD };
    expect((await browser().call(create, 'POST', '/api/jwt/create/', { body })).status).toBe(401);
  });

  it.each<[string, Record<string, string>]>([
    ['by a client that is no browser', {}],
    ['on a page of an allowed origin', { origin: FRIEND }],
    ['on a page of a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['from an address that was typed', { 'sec-fetch-site': 'none' }],
  ])('even with a copy of the proof: %s', async (_, headers) => {
    const client = browser();
    await signUpHere(client, email);
    const cookie = `begun=${client.jar.begun}`;
    const answer = await app.activate(elsewhere, email, { ...headers, cookie });
    expect(answer.cookies).toEqual([]);
    // A page of a sibling host may send no cookies here at all.
    expect(answer.status).toBe(headers['sec-fetch-site'] === 'same-site' ? 403 : 204);
  });
});
