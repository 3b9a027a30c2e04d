import { describe, expect, it, vi } from 'vitest';
import type { Authority, Renewal } from '@/lib/edge/authority';
import { decide } from '@/lib/edge/gate';
import type { Claims } from '@/lib/edge/tokens';

const NONE = {};
const CLEARED = ['access=', 'refresh='];
const RENEWED: Renewal = { access: 'fresh', setCookies: ['access=fresh', 'refresh=fresh'] };
const PASS = { redirectTo: null, isUnavailable: false, renewedAccess: null, setCookies: [] };

interface World {
  verify?: Awaited<ReturnType<Authority['verify']>>;
  renew?: Awaited<ReturnType<Authority['renew']>>;
}

function visit(
  url: string,
  { access = [], refresh = [] }: { access?: string | string[]; refresh?: string | string[] },
  world: World = {},
) {
  const { pathname, search } = new URL(url, 'http://localhost:3000');
  const authority = {
    verify: vi.fn(async () => world.verify ?? 'dead'),
    renew: vi.fn(async () => world.renew ?? 'refused'),
    clearedCookies: (types) => types.map((type) => `${type}=`),
  } satisfies Authority;
  const decision = decide({
    pathname,
    search,
    tokens: { access: [access].flat(), refresh: [refresh].flat() },
    // A signature is good or it is not; what stands behind it is the authority's business.
    verify: async (token) => (token === 'signed' ? ({ token_type: 'access' } as Claims) : null),
    isForeign: async (token) => token.startsWith('foreign'),
    authority,
  });
  return { decision, authority };
}

describe('without tokens', () => {
  it('a protected page leads to sign-in and remembers itself', async () => {
    expect(await visit('/dashboard?tab=1', NONE).decision).toEqual({
      ...PASS,
      redirectTo: '/auth/login?next=%2Fdashboard%3Ftab%3D1',
    });
  });

  it.each(['/', '/auth/login', '/nope'])('%s renders', async (url) => {
    expect(await visit(url, NONE).decision).toEqual(PASS);
  });
});

describe('with a good access token', () => {
  it('a protected page renders, and the authority is not asked', async () => {
    const { decision, authority } = visit('/dashboard', { access: 'signed', refresh: 'r' });
    expect(await decision).toEqual(PASS);
    expect(authority.renew).not.toHaveBeenCalled();
    expect(authority.verify).not.toHaveBeenCalled();
  });

  it('the sign-in page leads on to where the person was going', async () => {
    const live: World = { verify: 'live' };
    const visitLogin = (url: string) => visit(url, { access: 'signed' }, live).decision;
    expect(await visitLogin('/auth/login')).toEqual({ ...PASS, redirectTo: '/dashboard' });
    expect(await visitLogin('/auth/login?next=/account')).toMatchObject({ redirectTo: '/account' });
    expect(await visitLogin('/auth/login?next=//evil.example')).toMatchObject({
      redirectTo: '/dashboard',
    });
  });

  it('of a session that is over, the sign-in page renders and clears it: no loop', async () => {
    const { decision } = visit('/auth/login', { access: 'signed', refresh: 'r' });
    expect(await decision).toEqual({ ...PASS, setCookies: CLEARED });
  });

  it('the sign-in page renders if the authority cannot be asked', async () => {
    const { decision } = visit('/auth/login', { access: 'signed' }, { verify: 'unreachable' });
    expect(await decision).toEqual(PASS);
  });
});

describe('with a lapsed access token and a live refresh token', () => {
  const lapsed = { access: 'lapsed', refresh: 'r' };

  it.each(['/dashboard', '/'])(
    '%s renders with fresh tokens, for it and for the browser',
    async (url) => {
      expect(await visit(url, lapsed, { renew: RENEWED }).decision).toEqual({
        ...PASS,
        renewedAccess: 'fresh',
        setCookies: RENEWED.setCookies,
      });
    },
  );

  it('the sign-in page leads on with the fresh cookies', async () => {
    const { decision } = visit('/auth/login', lapsed, { renew: RENEWED });
    expect(await decision).toMatchObject({
      redirectTo: '/dashboard',
      setCookies: RENEWED.setCookies,
    });
  });

  it('a server that cannot answer clears no cookies, and leads no user to sign in', async () => {
    const world: World = { renew: 'unreachable' };
    expect(await visit('/dashboard', lapsed, world).decision).toEqual({
      ...PASS,
      isUnavailable: true,
    });
    for (const url of ['/', '/auth/login']) {
      expect(await visit(url, lapsed, world).decision).toEqual(PASS);
    }
  });
});

describe('with stale cookies', () => {
  it('a protected page leads to sign-in and clears them', async () => {
    expect(await visit('/dashboard', { access: 'x', refresh: 'y' }).decision).toEqual({
      ...PASS,
      redirectTo: '/auth/login?next=%2Fdashboard',
      setCookies: CLEARED,
    });
  });

  it('a public page renders and clears them', async () => {
    expect(await visit('/', { access: 'x' }).decision).toEqual({ ...PASS, setCookies: CLEARED });
  });
});

describe('with twins of a cookie', () => {
  it('a good one opens the page, whichever place it has', async () => {
    const { decision, authority } = visit('/dashboard', { access: ['x', 'signed'] });
    expect(await decision).toEqual(PASS);
    expect(authority.renew).not.toHaveBeenCalled();
  });

  it('the authority is asked once about those that may be good', async () => {
    const { decision, authority } = visit(
      '/auth/login',
      { access: ['x', 'signed'], refresh: ['dead', 'r'] },
      { renew: RENEWED },
    );
    expect(await decision).toMatchObject({ redirectTo: '/dashboard' });
    expect(authority.verify.mock.calls).toEqual([[['signed']]]);
    expect(authority.renew.mock.calls).toEqual([[['dead', 'r']]]);
  });
});

describe('with a token that another key signed, of another app on the same host perhaps', () => {
  it.each([
    ['an access token alone', { access: 'foreign' }, []],
    ['a refresh token alone', { refresh: 'foreign' }, []],
    ['both', { access: 'foreign', refresh: 'foreign2' }, []],
    ['one beside a dead twin of ours', { access: ['lapsed', 'foreign'] }, ['refresh=']],
    ['one beside a dead token of ours', { access: 'lapsed', refresh: 'foreign' }, ['access=']],
  ])('only what is known dead is cleared: %s', async (_, tokens, setCookies) => {
    expect(await visit('/', tokens).decision).toEqual({ ...PASS, setCookies });
    const { decision } = visit('/dashboard', tokens);
    expect(await decision).toMatchObject({
      setCookies,
      redirectTo: '/auth/login?next=%2Fdashboard',
    });
  });

  it('the user stays signed in by a good refresh token', async () => {
    const tokens = { access: 'foreign', refresh: ['foreign', 'r'] };
    expect(await visit('/', tokens, { renew: RENEWED }).decision).toMatchObject({
      renewedAccess: 'fresh',
      setCookies: RENEWED.setCookies,
    });
  });
});

describe('with the cookies of a session that is over, for a reason that the API gives', () => {
  const over: World = { renew: 'session_reused' };

  it('a protected page leads to sign-in with the reason, and back', async () => {
    expect(await visit('/account?tab=1', { refresh: 'y' }, over).decision).toEqual({
      ...PASS,
      redirectTo: '/auth/login?next=%2Faccount%3Ftab%3D1&ended=session_reused',
      setCookies: ['access=', 'refresh='],
    });
  });

  it('the sign-in page, where a page that found it over led, gets the reason, once', async () => {
    const tokens = { access: 'signed', refresh: 'y' };
    expect(await visit('/auth/login?next=%2Faccount', tokens, over).decision).toEqual({
      ...PASS,
      redirectTo: '/auth/login?next=%2Faccount&ended=session_reused',
      setCookies: ['access=', 'refresh='],
    });
    const told = '/auth/login?next=%2Faccount&ended=session_reused';
    expect(await visit(told, tokens, over).decision).toMatchObject({ redirectTo: null });
  });

  it.each(['/', '/auth/register', '/nope'])('%s renders', async (url) => {
    expect(await visit(url, { refresh: 'y' }, over).decision).toMatchObject({ redirectTo: null });
  });
});
