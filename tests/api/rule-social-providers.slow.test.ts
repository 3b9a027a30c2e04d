import { beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '@/tests/support/api-client';
import { actors, type Facts, type Slug, slugs } from '@/tests/support/social/every-provider';
import { json, type Page, page } from '@/tests/support/social/local-server';
import { follow, newPendingLink } from '@/tests/support/social/pending-links';
import { OTHER_ALGORITHMS, providerCases } from '@/tests/support/social/provider-cases';
import { sharedSigningKey } from '@/tests/support/social/signing-keys';
import { rowsOf, startSocialApp } from '@/tests/support/social/social-app';
import { startVirtualDeadlines } from '@/tests/support/social/virtual-deadlines';

const deadlines = startVirtualDeadlines();
const settings = Object.assign({}, ...slugs.map((slug) => actors[slug].settings));
const app = await startSocialApp(settings, deadlines);
const { fake } = app;
const { pages, key } = { ...fake, pages: { ...fake.pages } };
const otherKeys = await Promise.all(OTHER_ALGORITHMS.map((alg) => sharedSigningKey('k', alg)));
const browser = () => new ApiClient('browser');

/** How a return ends. Facebook confirms no address, so that its best end is a mailed link. */
type End = 'signed in' | 'mail' | 'refused' | 'unreachable';
const best = (slug: Slug): End => (providerCases[slug].flags.yes.length > 0 ? 'signed in' : 'mail');

/** Begins with no account, and with nothing of the provider's in memory. */
async function begin(slug: Slug, facts: Facts = {}) {
  const { db } = app.ctx;
  await db.query.delete(db.tables.users);
  await db.query.delete(db.tables.pendingIdentities);
  app.clock.advance(3600);
  Object.assign(fake, { pages: { ...pages }, key, header: {}, metadata: {} });
  fake.isSecret = () => true;
  const said = actors[slug].answers({ names: 'usual', flag: true, ...facts }, fake.url);
  fake.claims = said.claims;
  fake.pages['/userinfo'] = fake.forBearer(said.userInfo);
  fake.pages['/emails'] = fake.forBearer(said.emails);
}

/** Goes there and comes back. */
async function come(slug: string, answer: object = {}, client = browser()): Promise<End> {
  const { callback } = await app.begin(client, slug);
  const {
    status,
    json: body,
    headers,
  } = await app.complete(client, { ...callback, ...answer }, slug);
  if (status === 201) return 'signed in';
  expect(status, JSON.stringify(body)).toBe(400);
  const code = headers.get('x-error-code');
  if (code === 'confirm_email') return 'mail';
  return code === 'provider_unreachable' ? 'unreachable' : 'refused';
}

/** Answers as before, but so much later by the clock of deadlines. */
function delay(path: string, ms: number) {
  const usual = fake.pages[path];
  fake.pages[path] = (...all) => {
    deadlines.pass(ms);
    return usual?.(...all);
  };
}

describe.each(slugs)('%s', (slug) => {
  const row = providerCases[slug];

  beforeEach(() => app.newMails());

  it('that tells no name, or none that is one, leaves the account with a name to greet', async () => {
    for (const names of [undefined, null, 42, '\u202e\u200b ']) {
      await begin(slug, { names });
      const client = browser();
      const end = await come(slug, {}, client);
      if (end === 'mail') await follow(client, await newPendingLink(app));
      expect((await rowsOf(app)).users).toMatchObject([{ firstName: row.noName, lastName: '' }]);
    }
  });

  it('confirms an address with its flag in every form that says so, and in no other', async () => {
    for (const flag of [...row.flags.yes, ...row.flags.no]) {
      await begin(slug, { flag });
      const isYes = row.flags.yes.includes(flag);
      expect(await come(slug), JSON.stringify(flag)).toBe(isYes ? 'signed in' : 'mail');
      expect((await rowsOf(app)).users).toHaveLength(isYes ? 1 : 0);
    }
  });

  it('with its flag only in user info', async ({ skip }) => {
    if (typeof row.flagInUserInfo === 'object') skip(row.flagInUserInfo.unfit);
    const counts = row.flagInUserInfo === 'counts';
    const cases: [object, End][] = [
      [{}, 'signed in'],
      [{ email_verified: 'true', email: 'ADA.king@example.com' }, 'signed in'],
      [{ email_verified: 'TRUE' }, 'mail'],
      [{ email: 'mallory@example.net' }, 'mail'],
      [{ sub: 'mallory' }, 'refused'],
    ];
    for (const [changes, end] of cases) {
      await begin(slug);
      const standard = { sub: '4711', email: fake.claims?.email, email_verified: true };
      fake.pages['/userinfo'] = fake.forBearer({ ...standard, ...changes });
      fake.claims = { ...fake.claims, email_verified: undefined, xms_edov: undefined };
      fake.arrivals.length = 0;
      expect(await come(slug), JSON.stringify(changes)).toBe(counts ? end : 'mail');
      expect(fake.arrivals.some(({ url }) => url.pathname === '/userinfo')).toBe(counts);
    }
  });

  it('with its user info down', async () => {
    const downs: Page[] = [
      json({ error: 'insufficient_scope' }, 403),
      json({}, 500),
      page('<h1>Hello</h1>'),
      () => deadlines.pass(6000),
    ];
    for (const down of downs) {
      await begin(slug, { names: null });
      fake.pages['/userinfo'] = down;
      const end = await come(slug);
      if (row.userInfoDown === 'goes on') expect(end).toBe('signed in');
      else expect(['refused', 'unreachable']).toContain(end);
    }
  });

  it('that is slow, as long as all of it takes less than 12 s', async () => {
    await begin(slug, { names: row.flagInUserInfo === 'counts' ? null : 'usual' });
    for (const path of row.slow) delay(path, 3000);
    for (const path of ['/userinfo', '/emails']) delay(path, 2000);
    expect(await come(slug)).toBe(best(slug));
    await begin(slug);
    fake.pages['/token'] = () => deadlines.pass(6000);
    expect(await come(slug)).toBe('unreachable');
  });

  it('with keys of other algorithms than the usual ones', async ({ skip }) => {
    const { keys } = row;
    if ('unfit' in keys) return skip(keys.unfit);
    for (const other of otherKeys) {
      await begin(slug);
      const { alg } = other;
      Object.assign(fake, {
        key: other,
        metadata: { id_token_signing_alg_values_supported: [alg] },
      });
      const isTaken = keys.some((taken) => taken === alg);
      expect(await come(slug), alg).toBe(isTaken ? 'signed in' : 'refused');
    }
  });

  it('with a final slash at its issuer, or without one', async () => {
    const isAnnounced = row.slash === 'as it announces';
    for (const announced of isAnnounced ? ['', '/'] : ['']) {
      for (const named of ['', '/']) {
        await begin(slug);
        const usual = String(fake.claims?.iss ?? fake.url);
        fake.metadata = { issuer: `${usual}${announced}` };
        const iss = `${usual}${named}`;
        const end = named === announced ? best(slug) : 'refused';
        expect(await come(slug, { iss })).toBe(fake.claims && named === '/' ? 'refused' : end);
        if (fake.claims) fake.claims = { ...fake.claims, iss };
        if (fake.claims) expect(await come(slug, isAnnounced ? { iss } : {})).toBe(end);
      }
    }
  });

  it('that sends a user who cancelled back without the state, and the attempt stays good', async () => {
    await begin(slug);
    const client = browser();
    const { callback } = await app.begin(client, slug);
    const answer = await app.complete(client, { error: row.cancel }, slug);
    expect(answer.json).toEqual({ non_field_errors: ['Authentication process canceled'] });
    const { status, headers } = await app.complete(client, callback, slug);
    expect(status === 201 ? 'signed in' : headers.get('x-error-code')).toBe(
      best(slug) === 'mail' ? 'confirm_email' : 'signed in',
    );
  });
});
