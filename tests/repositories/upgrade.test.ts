import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import * as confirmIdentity from '@/app/api/identities/confirm/route';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as activation from '@/app/api/users/activation/route';
import * as me from '@/app/api/users/me/route';
import * as resetEmail from '@/app/api/users/reset_email_confirm/route';
import * as resetPassword from '@/app/api/users/reset_password_confirm/route';
import * as setEmailConfirm from '@/app/api/users/set_email_confirm/route';
import * as setEmailUndo from '@/app/api/users/set_email_undo/route';
import { migrateDatabase } from '@/db/client';
import { countMails } from '@/db/repositories/outbox';
import type { RouteHandlers } from '@/lib/server/http/route';
import type { LinkPurpose } from '@/lib/shared/link-purposes';
import { makeEmptyDatabase } from '@/tests/databases/own-database';
import { ApiClient } from '@/tests/support/api-client';
import { cleanUp } from '@/tests/support/clean-up';
import { from } from '@/tests/support/limits';
import { linkOf } from '@/tests/support/links';
import { PASSWORD } from '@/tests/support/password';
import { tokensOf, USER_AGENTS } from '@/tests/support/people';
import { follow, nameEmail } from '@/tests/support/social/pending-links';
import { startTestApp } from '@/tests/support/test-app';
import { loadDump } from '@/tests/upgrade/load-dump';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-upgrade-'));
const { url, remove } = await makeEmptyDatabase(inject('databaseServer'), folder);
const { secret, at, sessions, devices, links, ...facts } = await loadDump(url);
await migrateDatabase(url);
const app = await startTestApp({ DATABASE_URL: url, JWT_SECRET: secret, RATE_LIMIT: 'on' });
cleanUp(async () => {
  await remove();
  rmSync(folder, { recursive: true });
});
app.clock.advance((Date.parse(at) - app.clock.now().getTime()) / 1000);

/** A browser that still has its device cookie. */
function browserWith(cookie: string): ApiClient {
  const browser = new ApiClient('browser');
  browser.jar.device = cookie;
  return browser;
}

it('every mail that was queued is written and leaves', async () => {
  expect(await countMails(app.ctx.db)).toEqual({ waiting: facts.mails.length, failed: 0 });
  const mails = await app.mails();
  expect(mails.map(({ to }) => to).sort()).toEqual(
    facts.mails.map(({ recipient }) => recipient).sort(),
  );
  expect(await countMails(app.ctx.db)).toEqual({ waiting: 0, failed: 0 });
  const asking = mails.find(({ subject }) => subject.startsWith('Is this you'));
  const { uid, token } = linkOf(asking ?? { text: '' });
  const queued = browserWith(facts.queuedCookie);
  expect((await follow(queued, { claim: uid, token })).status).toBe(201);
});

describe.each(sessions)(
  'a session at generation $generation',
  ({ email, access, refresh: token }) => {
    it('takes its access token, and exchanges its refresh token', async () => {
      const getMe = async (bearer: string) =>
        (
          await new ApiClient().call(me, 'GET', '/api/users/me/', {
            headers: { authorization: `Bearer ${bearer}` },
          })
        ).json;
      expect(await getMe(access)).toMatchObject({ email });
      const body = { refresh: token };
      const answer = await new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', { body });
      expect(answer.status, answer.text).toBe(200);
      expect(await getMe(tokensOf(answer).access)).toMatchObject({ email });
    });
  },
);

describe.each(devices)('a device on which its account $kind', ({ email, password, cookie }) => {
  it('is known: guesses of strangers hold no sign-in up there, and no mail goes out', async () => {
    const logIn = async (client: ApiClient, word: string) => {
      const headers = {
        'user-agent': USER_AGENTS.Firefox,
        ...from('203.0.113.7'),
      };
      const body = { email, password: word };
      return (await client.call(create, 'POST', '/api/jwt/create/', { body, headers })).status;
    };
    while ((await logIn(new ApiClient(), 'wrong')) !== 429);
    expect(await logIn(browserWith('x'.repeat(22)), password)).toBe(429);
    expect(await logIn(browserWith(cookie), password)).toBe(200);
    expect(await countMails(app.ctx.db)).toEqual({ waiting: 0, failed: 0 });
  });
});

/**
 * The endpoint, its path and the body that the page of each link posts; there were no others in the
 * version before.
 */
const USES: Record<Exclude<LinkPurpose, 'username-reset'>, [RouteHandlers, string, object?]> = {
  activation: [activation, '/api/users/activation/'],
  'password-reset': [
    resetPassword,
    '/api/users/reset_password_confirm/',
    { new_password: `${PASSWORD}?`, re_new_password: `${PASSWORD}?` },
  ],
  'email-reset': [
    resetEmail,
    '/api/users/reset_email_confirm/',
    { new_email: 'moved@example.com' },
  ],
  'email-confirm': [setEmailConfirm, '/api/users/set_email_confirm/'],
  'email-undo': [setEmailUndo, '/api/users/set_email_undo/'],
  'identity-confirm': [confirmIdentity, '/api/identities/confirm/'],
};

describe.each(Object.entries(USES))('a link for %s', (purpose, [handlers, path, more]) => {
  const link = links.find((one) => one.purpose === purpose);

  it('works once', async () => {
    const { uid = '', token = '', cookie } = link ?? {};
    const body = { uid, claim: uid, token, ...more };
    const use = async () => {
      const client = cookie === undefined ? new ApiClient() : browserWith(cookie);
      const { status } = await client.call(handlers, 'POST', path, { body });
      return status;
    };
    expect(await use()).toBeLessThan(300);
    expect(await use()).toBeGreaterThanOrEqual(400);
  });
});

it('a pending identity without an address still gets one', async () => {
  const browser = browserWith(facts.unnamed.cookie);
  const email = 'named@example.com';
  expect((await nameEmail(browser, email)).status).toBeLessThan(300);
  const mail = (await app.mails()).find(({ to }) => to === email);
  const { uid, token } = linkOf(mail ?? { text: '' });
  expect((await follow(browser, { claim: uid, token })).status).toBe(201);
});

it('no session is left that only remembered a device', async () => {
  const { sessions: table } = app.ctx.db.tables;
  const rows = await app.ctx.db.query.select({ reason: table.revokedReason }).from(table);
  expect(rows.length).toBeGreaterThan(sessions.length);
  expect(rows.map(({ reason }) => reason as string)).not.toContain('remembered');
});
