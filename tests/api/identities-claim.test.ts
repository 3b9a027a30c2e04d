import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/identities/claim/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { follow, nameEmail, newPendingLink } from '@/tests/support/social/pending-links';
import {
  addressless,
  expectRefusal,
  rowsOf,
  startSocialApp,
  unvouched,
  vera,
} from '@/tests/support/social/social-app';

const app = await startSocialApp({ RATE_LIMIT: 'on' });
const NOTHING = 'There is nothing to confirm in this browser. Begin again on the sign-in page.';
const BAD_LINK = { token: ['Invalid token for given user.'] };
const browser = () => new ApiClient('browser');

/** A browser that came back from a provider which gave no address. */
async function cameBack(person: object = addressless): Promise<ApiClient> {
  const client = browser();
  expect((await app.comeFrom(client, { ...person })).status).toBe(400);
  // The newest counts, and the clock stands.
  app.clock.advance(1);
  return client;
}

describe('204', () => {
  it('sends a link to the address, in whatever form it is typed, and says nothing else', async () => {
    const client = await cameBack();
    const answer = await nameEmail(client, ' Vera@EXAMPLE.com ');
    expectNoContent(answer);
    expect(answer.cookies).toEqual([]);
    const link = await newPendingLink(app, 'vera@example.com');
    expectAnswer(await follow(client, link), 201, { user: 'vera@example.com' });
    const { identities } = await rowsOf(app);
    expect(identities).toMatchObject([{ subject: addressless.sub, email: 'vera@example.com' }]);
  });

  it('leaves no link to an address that was named before', async () => {
    const client = await cameBack({ ...addressless, sub: 'two' });
    await nameEmail(client, 'mistyped@example.com');
    const first = await newPendingLink(app, 'mistyped@example.com');
    expectNoContent(await nameEmail(client, 'two@example.com'));
    const second = await newPendingLink(app, 'two@example.com');
    expect(second.claim).toBe(first.claim);
    expectAnswer(await follow(client, first), 400, BAD_LINK);
    expectAnswer(await follow(client, second), 201, { user: 'two@example.com' });
  });

  it('renamed before the mail left, the first address gets none', async () => {
    const client = await cameBack({ ...addressless, sub: 'three' });
    await nameEmail(client, 'decoy@example.com');
    await nameEmail(client, 'three@example.com');
    const mails = await app.newMails();
    expect(mails.map(({ to }) => to)).toEqual(['three@example.com']);
  });

  it('takes another address than the one that the provider gave without vouching for it', async () => {
    const client = await cameBack({ ...unvouched, sub: 'four', email: 'old@example.com' });
    const old = await newPendingLink(app, 'old@example.com');
    await nameEmail(client, 'four@example.com');
    expectAnswer(await follow(client, old), 400, BAD_LINK);
    const answer = await follow(client, await newPendingLink(app, 'four@example.com'));
    expectAnswer(answer, 201, { user: 'four@example.com' });
  });

  it('is about the newest pending identity of this browser', async () => {
    const client = await cameBack({ ...addressless, sub: 'five' });
    await app.comeFrom(client, { ...addressless, sub: 'six' });
    await nameEmail(client, 'six@example.com');
    await follow(client, await newPendingLink(app));
    const { identities } = await rowsOf(app);
    expect(identities.at(-1)).toMatchObject({ subject: 'six', email: 'six@example.com' });
  });
});

describe('400', () => {
  it('to a browser that came back with nothing', async () => {
    await cameBack({ ...addressless, sub: 'of another browser' });
    for (const client of [browser(), new ApiClient()]) {
      expectRefusal(await nameEmail(client, vera.email), NOTHING);
    }
    const client = browser();
    await app.begin(client);
    expectRefusal(await nameEmail(client, vera.email), NOTHING);
    client.jar.device = 'x'.repeat(22);
    expectRefusal(await nameEmail(client, vera.email), NOTHING);
  });

  it('an hour later', async () => {
    const client = await cameBack({ ...addressless, sub: 'late' });
    app.clock.advance(3598);
    expectNoContent(await nameEmail(client, 'late@example.com'));
    app.clock.advance(1);
    expectRefusal(await nameEmail(client, 'late@example.com'), NOTHING);
  });

  it('to an address that is not valid', async () => {
    const client = await cameBack({ ...addressless, sub: 'seven' });
    for (const email of ['', 'x', 'a@b', 'a@example.com,b@example.com', 'a@example.com\nb@c.de']) {
      const { status, json } = await nameEmail(client, email);
      expect([status, Object.keys(json as object)], email).toEqual([400, ['email']]);
    }
    const none = await client.call(route, 'POST', '/api/identities/claim/', { body: {} });
    expectAnswer(none, 400, { email: ['This field is required.'] });
  });
});

describe('429', () => {
  it('after five mails to one address, from any browser and endpoint', async () => {
    const email = 'flooded@example.com';
    for (const sub of ['a', 'b', 'c', 'd', 'e']) {
      const person = { ...unvouched, sub, email };
      expect((await app.comeFrom(browser(), person)).status).toBe(400);
    }
    const refused = await app.comeFrom(browser(), { ...unvouched, sub: 'f', email });
    expect(refused.status).toBe(429);
    const client = await cameBack({ ...addressless, sub: 'g' });
    expect((await nameEmail(client, email)).status).toBe(429);
    const { pendingIdentities } = await rowsOf(app);
    expect(pendingIdentities.filter((pending) => pending.email === email)).toHaveLength(5);
    expectNoContent(await nameEmail(client, 'other@example.com'));
  });
});
