import { expect, it } from 'vitest';
import { decide } from '@/lib/edge/gate';
import type { Claims } from '@/lib/edge/tokens';

const setCookies = ['access=fresh', 'refresh=fresh'];

/** Visits the sign-in page with these access tokens, none of which counts, and a good refresh token. */
const visit = (access: readonly string[]) =>
  decide({
    pathname: '/auth/login',
    search: '?next=%2Faccount',
    tokens: { access, refresh: ['good'] },
    verify: async () => ({ token_type: 'access' }) as Claims,
    isForeign: async () => false,
    authority: {
      verify: async () => 'dead',
      renew: async () => ({ access: 'fresh', setCookies }),
      clearedCookies: () => [],
    },
  });

it('twins that contradict each other get new cookies, and lead nowhere from the sign-in page', async () => {
  // The page that it led to would lead back, each time after a refresh.
  const decision = await visit(['own', 'planted']);
  expect(decision).toMatchObject({ redirectTo: null, renewedAccess: 'fresh', setCookies });
  expect(await visit(['own'])).toMatchObject({ redirectTo: '/account', setCookies });
});
