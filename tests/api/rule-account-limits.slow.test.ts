import { describe, expect, it } from 'vitest';
import * as user from '@/app/api/users/[id]/route';
import * as me from '@/app/api/users/me/route';
import * as setEmail from '@/app/api/users/set_email/route';
import { LIMITS, type LimitName } from '@/lib/shared/limits';
import type { Answer, ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signInBrowser, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const { ctx, clock } = await startTestApp({ ACCESS_TOKEN_LIFETIME: '1h' });
await signUp({ username: 'taken' });

/** Statuses of requests as often as the limit allows, and of five more. */
async function repeat(limit: LimitName, act: (turn: number) => Promise<Answer>) {
  const statuses: number[] = [];
  for (let turn = 0; turn < LIMITS[limit].atOnce + 5; turn += 1) {
    statuses.push((await act(turn)).status);
  }
  return statuses;
}

async function expectLimited(limit: LimitName, status: number, act: Parameters<typeof repeat>[1]) {
  const { atOnce, everySeconds } = LIMITS[limit];
  const statuses = await repeat(limit, act);
  expect(statuses).toEqual([...Array(atOnce).fill(status), ...Array(5).fill(429)]);
  clock.advance(everySeconds);
  expect((await act(-1)).status).toBe(status);
}

const patch = (client: ApiClient, body: object) =>
  client.call(me, 'PATCH', '/api/users/me/', { body });

describe('429 to a signed-in person', () => {
  it('who looks up which user names are taken', async () => {
    await signUp({ email: 'bob@example.com' });
    const browser = await signInBrowser('bob@example.com');
    await expectLimited('profile', 400, () => patch(browser, { username: 'taken' }));
  });

  it('who changes their names without end, by whichever endpoint', async () => {
    await signUp({ email: 'carol@example.com' });
    const browser = await signInBrowser('carol@example.com');
    await expectLimited('profile', 200, (turn) => {
      const names = { first_name: `Carol ${turn}`, last_name: 'Shaw' };
      if (turn % 2 === 0) return patch(browser, names);
      return browser.call(me, 'PUT', '/api/users/me/', { body: names });
    });
  });

  it('who changes the names of others, as staff', async () => {
    await signUp({ email: 'staff@example.com' });
    await editUser(ctx, 'staff@example.com', { isStaff: true });
    const browser = await signInBrowser('staff@example.com');
    await expectLimited('profile', 200, (turn) =>
      browser.call(user, 'PATCH', '/api/users/1/', { body: { first_name: `Ada ${turn}` } }),
    );
  });

  it('who looks up which addresses have an account', async () => {
    await signUp({ email: 'dave@example.com' });
    const browser = await signInBrowser('dave@example.com');
    const body = { new_email: ada.email, current_password: PASSWORD };
    await expectLimited('email-change', 400, () =>
      browser.call(setEmail, 'POST', '/api/users/set_email/', { body }),
    );
  });
});

it('a limit counts each account by itself', async () => {
  await signUp({ email: 'erin@example.com' });
  await signUp({ email: 'frank@example.com' });
  const [erin, frank] = [
    await signInBrowser('erin@example.com'),
    await signInBrowser('frank@example.com'),
  ];
  expect(await repeat('profile', () => patch(erin, { username: 'taken' }))).toContain(429);
  expect((await patch(frank, { first_name: 'Frank' })).status).toBe(200);
});
