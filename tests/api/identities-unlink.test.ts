import { beforeEach, describe, expect, it } from 'vitest';
import * as route from '@/app/api/identities/[id]/route';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { signInBrowser, signUp } from '@/tests/support/people';
import { rowsOf, startSocialApp, vera } from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

const app = await startSocialApp();
const unlink = (client: ApiClient, id: number | string) =>
  client.call(route, 'DELETE', `/api/identities/${id}/`);
const identities = async () => (await rowsOf(app)).identities;
const ids = async () => (await identities()).map(({ id }) => id);
const LAST_WAY = {
  detail: 'This is your only way to sign in. Set a password, or link another account, first.',
};

/** Links an account at a provider to the user of this browser. */
async function link(client: ApiClient, sub: string, slug = 'google') {
  app.be({ ...vera, sub });
  const { callback } = await app.beginLinking(client, slug);
  expect((await app.complete(client, callback, slug)).status).toBe(201);
}

beforeEach(async () => {
  await app.ctx.db.query.delete(app.ctx.db.tables.users);
});

describe('204', () => {
  it('unlinks it, tells the owner, and what was linked opens the account no more', async () => {
    await signUp();
    const browser = await signInBrowser();
    await link(browser, vera.sub);
    await app.newMails();
    const [id = 0] = await ids();
    expectNoContent(await unlink(browser, id));
    expect(await identities()).toEqual([]);
    expect(await app.newMails()).toMatchObject([
      {
        to: 'ada@example.com',
        subject: 'Your Gatehouse account is no longer linked to Google',
      },
    ]);
    expect((await app.comeFrom(new ApiClient('browser'), vera)).json).toEqual({ user: vera.email });
  });

  it('leaves another linked account as a way in, where there is no password', async () => {
    const browser = new ApiClient('browser');
    await app.comeFrom(browser, vera);
    await link(browser, 'acme-1', 'acme');
    const [first = 0, second = 0] = await ids();
    expectNoContent(await unlink(browser, first));
    expectAnswer(await unlink(browser, second), 400, LAST_WAY);
    expect(await ids()).toEqual([second]);
  });
});

describe('400', () => {
  it('to the last way in', async () => {
    const browser = new ApiClient('browser');
    await app.comeFrom(browser, vera);
    const [id = 0] = await ids();
    await app.newMails();
    expectAnswer(await unlink(browser, id), 400, LAST_WAY);
    expect(await ids()).toEqual([id]);
    expect(await app.newMails()).toEqual([]);
  });

  it('to the last way in but for a provider that the settings have no more', async () => {
    const browser = new ApiClient('browser');
    await app.comeFrom(browser, vera);
    await link(browser, 'acme-1', 'acme');
    const [first = 0, second = 0] = await ids();
    const settings = { ...app.ctx.settings, OIDC_PROVIDERS: [] };
    const providers = createProviders(settings, { now: app.clock.now });
    await withChanged(app.ctx, { providers }, async () => {
      expectAnswer(await unlink(browser, first), 400, LAST_WAY);
      expectNoContent(await unlink(browser, second));
    });
  });

  it('to the last way in but for one that was imported by an address and never used', async () => {
    const browser = new ApiClient('browser');
    await app.comeFrom(browser, vera);
    const [live] = await identities();
    const imported = { provider: 'google', subject: vera.email, lastUsedAt: null };
    const { userId = 0, createdAt = app.clock.now() } = live ?? {};
    await app.ctx.db.query
      .insert(app.ctx.db.tables.identities)
      .values({ ...imported, userId, email: vera.email, createdAt });
    expectAnswer(await unlink(browser, live?.id ?? 0), 400, LAST_WAY);
    const [, dead = 0] = await ids();
    expectNoContent(await unlink(browser, dead));
  });

  it('to one of all that are unlinked at once', async () => {
    const browser = new ApiClient('browser');
    await app.comeFrom(browser, vera);
    await link(browser, 'acme-1', 'acme');
    await link(browser, 'google-2');
    const answers = await Promise.all((await ids()).map((id) => unlink(browser, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 400]);
    expect(await ids()).toHaveLength(1);
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await unlink(new ApiClient(), 1));
  });
});

describe('403', () => {
  it('to a sign-in of more than 15 minutes ago', async () => {
    await signUp();
    const browser = await signInBrowser();
    await link(browser, vera.sub);
    const [id = 0] = await ids();
    const { sessions } = app.ctx.db.tables;
    const createdAt = new Date(app.clock.now().getTime() - 15 * 60_000 - 1);
    await app.ctx.db.query.update(sessions).set({ createdAt });
    expectAnswer(await unlink(browser, id), 403, {
      detail: 'This takes a recent sign-in. Sign in again.',
      code: 'recent_sign_in_required',
    });
    expect(await ids()).toEqual([id]);
  });
});

describe('404', () => {
  it('to another’s, and to none', async () => {
    await signUp();
    await app.comeFrom(new ApiClient('browser'), vera);
    const [hers = 0] = await ids();
    const browser = await signInBrowser();
    for (const id of [hers, 0, -1, 'x', '1%20or%201=1', `${hers}.0`, `0${hers}`, '9'.repeat(40)]) {
      expectAnswer(await unlink(browser, id), 404, { detail: 'Not found.' });
    }
    expect(await ids()).toEqual([hers]);
  });
});
