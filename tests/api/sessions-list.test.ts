import { describe, expect, it } from 'vitest';
import * as logout from '@/app/api/logout/route';
import * as route from '@/app/api/sessions/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous } from '@/tests/support/expectations';
import { signInBrowser, signInWith, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com' });

describe('200', () => {
  it('lists the live devices of the caller alone, the one used last first', async () => {
    await signInBrowser('bob@example.com');
    const [first, second] = [await signInWith('Firefox', app), await signInWith('Chrome', app)];
    const over = await signInWith('Chrome', app);
    await over.client.call(logout, 'POST', '/api/logout/');
    const answer = await second.client.call(route, 'GET', '/api/sessions/');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        is_current: true,
        device: 'Chrome on Windows',
        ip_address: null,
        created_at: second.at,
        last_used_at: second.at,
      },
      expect.objectContaining({
        is_current: false,
        device: 'Firefox on Windows',
        created_at: first.at,
      }),
    ]);
  });

  it('forgets those that have lapsed', async () => {
    app.clock.advance(86_400);
    const { client } = await signInWith('Chrome', app);
    expect((await client.call(route, 'GET', '/api/sessions/')).json).toHaveLength(1);
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await new ApiClient().call(route, 'GET', '/api/sessions/'));
  });
});
