import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/identities/route';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer } from '@/tests/support/expectations';
import { bearerOf, signUp } from '@/tests/support/people';
import { addressless, startSocialApp, vera } from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

const app = await startSocialApp();
const vera1 = new ApiClient('browser');
await app.comeFrom(vera1, vera);
const list = (client: ApiClient, headers = {}) =>
  client.call(route, 'GET', '/api/identities/', { headers });

describe('200', () => {
  it('lists the caller’s own alone, in the order in which they were linked', async () => {
    await app.comeFrom(new ApiClient('browser'), { ...vera, sub: '2', email: 'two@example.com' });
    app.clock.advance(1);
    app.be({ ...addressless, sub: 'v3' });
    const { callback } = await app.beginLinking(vera1, 'acme');
    await app.complete(vera1, callback, 'acme');
    const answer = await list(vera1);
    const id = expect.any(Number);
    const [first, second] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z'];
    expectAnswer(answer, 200, [
      {
        id,
        provider: 'google',
        label: 'Google',
        email: vera.email,
        created_at: first,
        last_used_at: first,
      },
      {
        id,
        provider: 'acme',
        label: 'Acme',
        email: null,
        created_at: second,
        last_used_at: second,
      },
    ]);
  });

  it('lists none where there is none', async () => {
    await signUp();
    expectAnswer(await list(new ApiClient(), await bearerOf()), 200, []);
  });

  it('still lists those at a provider that is configured no more', async () => {
    const providers = createProviders(
      { ...app.ctx.settings, OIDC_PROVIDERS: [] },
      { now: app.clock.now },
    );
    await withChanged(app.ctx, { providers }, async () => {
      expect((await list(vera1)).json).toHaveLength(2);
    });
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await list(new ApiClient()));
  });
});
