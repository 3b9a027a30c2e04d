import { beforeEach, expect, it } from 'vitest';
import * as events from '@/app/api/events/route';
import * as create from '@/app/api/jwt/create/route';
import * as me from '@/app/api/users/me/route';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import type { EventItem } from '@/lib/shared/contracts/events';
import { ApiClient } from '@/tests/support/api-client';
import { ada, signInBrowser, signUp, USER_AGENTS } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp({ RATE_LIMIT: 'off' });
const { db } = app.ctx;

beforeEach(async () => {
  await db.query.delete(db.tables.users);
  await db.query.delete(db.tables.auditEvents);
  // The middle of an hour, so that a few minutes more are in the same.
  app.clock.advance(3600 + 1800 - ((app.clock.now().getTime() / 1000) % 3600));
  await signUp();
});

const rows = () => db.query.select().from(db.tables.auditEvents).orderBy(db.tables.auditEvents.id);

function mistype(address: string, browser: keyof typeof USER_AGENTS = 'Firefox') {
  const headers = {
    [INTERNAL_HEADERS.clientAddress.name]: address,
    'user-agent': USER_AGENTS[browser],
  };
  const body = { email: ada.email, password: 'wrong' };
  return new ApiClient().call(create, 'POST', '/api/jwt/create/', { body, headers });
}

async function rename(client: ApiClient, first_name: string) {
  await client.call(me, 'PATCH', '/api/users/me/', { body: { first_name } });
}

async function listFor(client: ApiClient): Promise<EventItem[]> {
  return (await client.call(events, 'GET', '/api/events/')).json as EventItem[];
}

it('counts what repeats itself within an hour in one row, with its first and last time', async () => {
  const browser = await signInBrowser();
  const first = app.clock.now().toISOString();
  for (let i = 0; i < 50; i += 1) await rename(browser, `Ada ${i}`);
  app.clock.advance(60);
  await rename(browser, 'Ada');
  const [newest, ...others] = await listFor(browser);
  expect(newest).toMatchObject({
    event: 'names-changed',
    count: 51,
    created_at: first,
    last_at: app.clock.now().toISOString(),
  });
  expect(others.map(({ event, count }) => [event, count])).toEqual([
    ['signed-in', 1],
    ['signed-up', 1],
  ]);
});

it('puts what has just happened again before what happened since', async () => {
  const browser = await signInBrowser();
  await mistype('203.0.113.7');
  await rename(browser, 'Augusta');
  await mistype('203.0.113.7');
  const list = await listFor(browser);
  expect(list.slice(0, 2).map(({ event, count }) => [event, count])).toEqual([
    ['sign-in-refused', 2],
    ['names-changed', 1],
  ]);
});

it('belongs to no session once it counts what several did', async () => {
  const [thief, owner] = [await signInBrowser(), await signInBrowser()];
  await rename(thief, 'Mallory');
  expect((await listFor(thief))[0]).toMatchObject({ count: 1, is_current_session: true });
  await rename(owner, 'Ada');
  expect((await listFor(owner))[0]).toMatchObject({ count: 2, is_current_session: false });
});

it('keeps another hour, network, browser and account apart', async () => {
  await mistype('203.0.113.7');
  await mistype('203.0.113.8');
  await mistype('203.0.113.7', 'Chrome');
  await mistype('2001:db8::1');
  await mistype('2001:db8::ffff');
  app.clock.advance(3600);
  await mistype('203.0.113.7');
  const body = { email: 'nobody@example.com', password: 'wrong' };
  for (let i = 0; i < 3; i += 1) {
    await new ApiClient().call(create, 'POST', '/api/jwt/create/', { body });
  }
  const refused = (await rows()).filter(({ event }) => event === 'sign-in-refused');
  expect(refused.map(({ count }) => count)).toEqual([1, 1, 1, 2, 1, 3]);
});
