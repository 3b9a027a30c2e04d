import { describe, expect, it } from 'vitest';
import * as events from '@/app/api/events/route';
import * as create from '@/app/api/jwt/create/route';
import * as session from '@/app/api/sessions/[id]/route';
import * as sessions from '@/app/api/sessions/route';
import * as user from '@/app/api/users/[id]/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as setPassword from '@/app/api/users/set_password/route';
import type { EventItem } from '@/lib/shared/contracts/events';
import type { SessionItem } from '@/lib/shared/contracts/sessions';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, signInBrowser, signInWith, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com' });

const list = (query: string, headers: Record<string, string>) =>
  new ApiClient().call(events, 'GET', `/api/events/${query}`, { headers });
const items = (answer: { json: unknown }) => answer.json as EventItem[];
const texts = (answer: { json: unknown }) => items(answer).map(({ text }) => text);
const mistype = (client = new ApiClient(), headers = {}) =>
  client.call(create, 'POST', '/api/jwt/create/', {
    body: { email: ada.email, password: 'wr0ng-but-l0ng' },
    headers,
  });

describe('200', () => {
  it('lists the events of the caller’s account alone, the newest first', async () => {
    await mistype(new ApiClient(), { 'user-agent': 'curl/8.5.0' });
    await bearerOf('bob@example.com');
    const { client, at } = await signInWith('Firefox', app);
    const answer = await client.call(events, 'GET', '/api/events/');
    expect(answer.status).toBe(200);
    const [signedIn, ...others] = items(answer);
    expect(signedIn).toEqual({
      id: expect.any(Number),
      event: 'signed-in',
      text: 'Signed in',
      outcome: 'success',
      device: 'Firefox on Windows',
      ip_address: null,
      count: 1,
      created_at: at,
      last_at: at,
      is_current_session: true,
    });
    expect(others.map(({ event, outcome }) => [event, outcome])).toEqual([
      ['sign-in-refused', 'refused'],
      ['signed-up', 'success'],
    ]);
    expect(others.map(({ is_current_session }) => is_current_session)).toEqual([false, false]);
  });

  it('marks the events of the session that asks', async () => {
    await signUp({ email: 'carol@example.com' });
    const there = await signInBrowser('carol@example.com');
    const [theirs] = (
      (await there.call(sessions, 'GET', '/api/sessions/')).json as SessionItem[]
    ).filter(({ is_current }) => is_current);
    // In another hour: a row that counts the sign-ins of both names neither session.
    app.clock.advance(3600);
    const here = await signInBrowser('carol@example.com');
    await here.call(session, 'DELETE', `/api/sessions/${theirs?.id}/`);
    const passwords = { current_password: PASSWORD, new_password: 'an0ther-good-one' };
    await here.call(setPassword, 'POST', '/api/users/set_password/', { body: passwords });
    const email = { new_email: 'caroline@example.com', current_password: 'an0ther-good-one' };
    await here.call(setEmail, 'POST', '/api/users/set_email/', { body: email });
    const answer = await here.call(events, 'GET', '/api/events/');
    const acts = items(answer).slice(0, 4);
    expect(acts.map(({ text, is_current_session }) => [text, is_current_session])).toEqual([
      ['Asked for another e-mail address', true],
      ['Password changed', true],
      ['Signed out another device', true],
      ['Signed in', true],
    ]);
  });

  it('leads from page to page, and to the end', async () => {
    // An event in another hour has a row of its own.
    app.clock.advance(3600);
    const headers = await bearerOf();
    const all = items(await list('', headers));
    const first = await list('?limit=2', headers);
    expect(items(first)).toEqual(all.slice(0, 2));
    const next = `?limit=2&after=${all[1]?.id}`;
    expect(first.headers.get('link')).toBe(
      `<http://localhost:3000/api/events/${next}>; rel="next"`,
    );
    // New events move none on the next pages.
    await mistype();
    const second = await list(next, headers);
    expect(items(second)).toEqual(all.slice(2, 4));
    const last = await list(`?after=${all.at(-1)?.id}`, headers);
    expectAnswer(last, 200, []);
    expect(last.headers.has('link')).toBe(false);
  });

  it('gives a hundred at most', async () => {
    const { db, now } = app.ctx;
    const row = { userId: 2, event: 'signed-in', detail: 'google', createdAt: now() };
    await db.query.insert(db.tables.auditEvents).values(Array.from({ length: 101 }, () => row));
    const answer = await list('?limit=1000', await bearerOf('bob@example.com'));
    expect(items(answer)).toHaveLength(100);
    expect(answer.headers.get('link')).toContain('limit=100&after=');
    expect(texts(answer)[1]).toBe('Signed in with Google');
  });

  it('says that staff acted, and not from where', async () => {
    await editUser(app.ctx, 'bob@example.com', { isStaff: true });
    const headers = { ...(await bearerOf('bob@example.com')), 'user-agent': 'curl/8.5.0' };
    const body = { first_name: 'Augusta' };
    await new ApiClient().call(user, 'PATCH', '/api/users/1/', { headers, body });
    const [, changed] = items(await list('?limit=2', await bearerOf()));
    expect(changed).toMatchObject({ text: 'Names changed by staff', device: null });
  });

  it('leaves out what only a newer version has words for', async () => {
    const { db, now } = app.ctx;
    const row = { userId: 1, event: 'invented-later', createdAt: now() };
    await db.query.insert(db.tables.auditEvents).values(row);
    const answer = await list('?limit=2', await bearerOf());
    expect(items(answer).map(({ event }) => event)).toEqual(['signed-in']);
  });
});

describe('400', () => {
  it.each(['limit=0', 'after=x', 'after=-1'])('to %s', async (query) => {
    const [name = ''] = query.split('=');
    const answer = await list(`?${query}`, await bearerOf());
    expectAnswer(answer, 400, { [name]: ['A valid integer is required.'] });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await list('', {}));
  });
});
