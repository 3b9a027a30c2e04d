import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as users from '@/app/api/users/route';
import * as setPassword from '@/app/api/users/set_password/route';
import { contracts } from '@/lib/shared/contracts/registry';
import { LIMITS, type Limit } from '@/lib/shared/limits';
import { ApiClient } from '@/tests/support/api-client';
import { exhaustBy, from, post } from '@/tests/support/limits';
import { PASSWORD } from '@/tests/support/password';
import { ada, bearerOf, signIn, signUp } from '@/tests/support/people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const { ctx, clock, logged } = await startTestApp({ SEND_ACTIVATION_EMAIL: 'true' });
await signUp();
await editUser(ctx, ada.email, { isActive: true });

const exhaust = exhaustBy(clock);

const guess = (body: object, headers: Record<string, string>, client?: ApiClient) =>
  post(create, '/api/jwt/create/', { password: 'wrong', ...body }, headers, client);

describe('429 to guessing', () => {
  it.each([
    ['an address with an account', { email: ada.email }],
    ['an address without an account', { email: 'nobody@example.com' }],
    ['a user name that no account has', { username: 'nobody' }],
    ['what can be neither', { email: 'no name at all' }],
  ])('the password of %s, alike', async (_, name) => {
    await exhaust('sign-in', () => guess(name, from()));
  });

  it('in whatever letter case, and from whatever address', async () => {
    const spellings = ['Case@Example.com', ' case@example.com', 'CASE@EXAMPLE.COM'];
    let turn = 0;
    await exhaust('sign-in', () => {
      turn += 1;
      return guess({ email: spellings[turn % 3] }, from());
    });
  });

  it('the passwords of many from one address, a /64 of IPv6', async () => {
    let turn = 0;
    await exhaust('sign-in-address', () => {
      turn += 1;
      const headers = from(`2001:db8:ffff:1:${turn.toString(16)}::1`);
      return guess({ email: `person${turn}@example.com` }, headers);
    });
  });

  it('one password without end, and leaves the address free for others who are there', async () => {
    const headers = from();
    for (let i = 0; i < LIMITS['sign-in-address'].atOnce * 2; i += 1) {
      await guess({ email: 'hunted@example.com' }, headers);
    }
    expect((await guess({ email: 'neighbour@example.com' }, headers)).status).toBe(401);
  });

  it('the caller’s current password', async () => {
    await signUp({ email: 'bob@example.com' });
    await editUser(ctx, 'bob@example.com', { isActive: true });
    const headers = await bearerOf('bob@example.com');
    const body = { current_password: 'wrong', new_password: `${PASSWORD}!` };
    await exhaust('password-check', () =>
      post(setPassword, '/api/users/set_password/', body, headers),
    );
  });

  it('says in the log what it was, and not to whom', async () => {
    const events = logged.filter(({ event }) => event === 'throttled').map(({ limit }) => limit);
    expect(events).toEqual(expect.arrayContaining(['sign-in', 'sign-in-address']));
  });
});

describe('200', () => {
  it('signs in as often as one likes: only failures count', async () => {
    const headers = from();
    for (let i = 0; i < LIMITS['sign-in'].atOnce + 5; i += 1) {
      const answer = await post(create, '/api/jwt/create/', ada, headers);
      expect(answer.status).toBe(200);
    }
  });

  it('lets the owner in on a known device while strangers guess, and slows the device down', async () => {
    const email = 'carol@example.com';
    await signUp({ email });
    await editUser(ctx, email, { isActive: true });
    const device = new ApiClient();
    const { headers } = await post(create, '/api/jwt/create/', { ...ada, email }, from(), device);
    const [mark] = headers.getSetCookie().filter((line) => line.startsWith('device='));
    const cookie = mark?.split(';', 1)[0] ?? '';
    const address = from();
    while ((await guess({ email }, address)).status !== 429);
    expect((await guess({ email, password: PASSWORD }, from())).status).toBe(429);
    const known = { ...address, cookie };
    expect((await guess({ email, password: PASSWORD }, known)).status).toBe(200);
    await exhaust('sign-in-device', () => guess({ email }, known));
    clock.advance(LIMITS['sign-in-device'].everySeconds);
    expect((await guess({ email, password: PASSWORD }, known)).status).toBe(200);
  });

  it('knows no device by a device cookie of another account, or one that was made up', async () => {
    const { headers } = await post(create, '/api/jwt/create/', ada, from());
    const deviceCookie = headers.getSetCookie().find((line) => line.startsWith('device='));
    for (const cookie of [
      deviceCookie?.split(';', 1)[0] ?? '',
      `device=${'x'.repeat(22)}`,
      'device=x',
    ]) {
      const known = (email: string) => guess({ email }, { ...from(), cookie });
      await exhaust('sign-in', () => known(`stranger-${cookie}@example.com`.replaceAll('=', '')));
    }
  });
});

describe('429 to', () => {
  it('sign-ups from one address', async () => {
    const headers = from();
    await exhaust('sign-up', () => post(users, '/api/users/', {}, headers));
  });

  it('refreshes of one session without end', async () => {
    let { refresh: token } = await signIn();
    await exhaust('refresh', async () => {
      const answer = await post(refresh, '/api/jwt/refresh/', { refresh: token }, {});
      if (answer.status === 200) token = (answer.json as { refresh: string }).refresh;
      return answer;
    });
  });
});

it('is announced by the contract of every endpoint that a limit is for', () => {
  const named = contracts.flatMap(({ limits = [], addressLimit = [], accountLimit = [] }) =>
    [limits, addressLimit, accountLimit].flat(),
  );
  const refusing = Object.entries<Limit>(LIMITS).filter(([, { excess }]) => excess !== 'dropped');
  expect(new Set(named)).toEqual(new Set(refusing.map(([name]) => name)));
});
