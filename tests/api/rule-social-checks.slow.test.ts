import { describe, expect, it } from 'vitest';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import { ApiClient } from '@/tests/support/api-client';
import { signInAt, startOpenIdProvider } from '@/tests/support/social/openid';
import {
  CLIENT_SECRET,
  redirectOf,
  rowsOf,
  startSocialApp,
  vera,
} from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

const app = await startSocialApp();
const { begin, complete, fake } = app;
const browser = () => new ApiClient('browser');
app.be(vera);

/** The checks that a callback must pass; `comeBack` can fail each. */
const CHECKS = ['state', 'verifier', 'nonce', 'issuer', 'cookie', 'provider'] as const;
type Check = (typeof CHECKS)[number];

/** Every set of checks that fail: none, one, … all six. */
const combinations: Check[][] = Array.from({ length: 2 ** CHECKS.length }, (_, bits) =>
  CHECKS.filter((_, at) => bits & (1 << at)),
);

/**
 * Comes back with everything right but for `wrong`. The provider checks the verifier against the
 * challenge, and puts the nonce that it was given into the ID token.
 */
async function comeBack(wrong: readonly Check[], how: 'wrong' | 'missing'): Promise<number> {
  const client = browser();
  const fails = (check: Check) => wrong.includes(check);
  const [mine, another] = [await begin(client), await begin(client)];
  const asked = new URL(mine.url);
  const spoil = (name: string) => {
    const value = another.url.searchParams.get(name) ?? '';
    if (how === 'wrong') asked.searchParams.set(name, value);
    else asked.searchParams.delete(name);
  };
  if (fails('verifier')) spoil('code_challenge');
  if (fails('nonce')) spoil('nonce');
  const code = fake.grant(asked);
  const state =
    how === 'wrong' ? `${mine.state.slice(0, -1)}${mine.state.endsWith('A') ? 'B' : 'A'}` : '';
  const iss = how === 'wrong' ? 'https://evil.example' : '';
  if (fails('cookie')) {
    const names = Object.keys(client.jar).filter((name) => name.startsWith('attempt-'));
    const [first = '', second = ''] = names;
    if (how === 'wrong') client.jar[first] = client.jar[second] ?? '';
    else for (const name of names) delete client.jar[name];
  }
  const callback = {
    code,
    state: fails('state') ? state : mine.state,
    // The standard leaves it to a provider whether its callbacks name it: the ID token must.
    ...(fails('issuer') ? { iss } : { iss: fake.url }),
  };
  const claims = fails('issuer') ? { ...vera, iss: iss || undefined } : vera;
  const slug = fails('provider') ? (how === 'wrong' ? 'acme' : 'nobody') : 'google';
  return withChanged(fake, { claims }, async () => (await complete(client, callback, slug)).status);
}

describe.each(['wrong', 'missing'] as const)(
  'of all sixty-four combinations of what is %s',
  (how) => {
    it('only the one with nothing signs in', async () => {
      expect(combinations).toHaveLength(64);
      const entered: Check[][] = [];
      for (const wrong of combinations) {
        const before = (await rowsOf(app)).sessions.length;
        const status = await comeBack(wrong, how);
        const made = (await rowsOf(app)).sessions.length - before;
        expect([201, 400, 404]).toContain(status);
        expect(made, wrong.join()).toBe(status === 201 ? 1 : 0);
        if (status === 201) entered.push(wrong);
      }
      expect(entered).toEqual([[]]);
    });
  },
);

describe('a callback', () => {
  it('replayed a hundred times at once makes one session', async () => {
    const client = browser();
    const { callback } = await begin(client);
    const before = (await rowsOf(app)).sessions.length;
    const copies = Array.from({ length: 100 }, () =>
      Object.assign(browser(), { jar: { ...client.jar } }),
    );
    const answers = await Promise.all(copies.map((copy) => complete(copy, callback)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 99 }, () => 400)]);
    expect((await rowsOf(app)).sessions.length).toBe(before + 1);
  });

  it('of another browser makes none, and is still good in its own', async () => {
    const [mine, yours] = [browser(), browser()];
    const visit = await begin(mine);
    await begin(yours);
    const before = (await rowsOf(app)).sessions.length;
    for (const client of [yours, browser(), new ApiClient()]) {
      expect((await complete(client, visit.callback)).status).toBe(400);
    }
    expect((await rowsOf(app)).sessions.length).toBe(before);
    expect((await complete(mine, visit.callback)).status).toBe(201);
  });

  it('begun at one provider is not ended at another', async () => {
    const client = browser();
    for (const [from, to] of [
      ['acme', 'google'],
      ['google', 'acme'],
      ['acme', 'oidc'],
    ]) {
      const { callback } = await begin(client, from);
      expect((await complete(client, callback, to)).status).toBe(400);
      expect((await complete(client, callback, from)).status).toBe(201);
    }
  });
});

describe('at a real provider', () => {
  it('the whole way works with all checks on, and every change of the callback fails', async () => {
    const redirect = redirectOf('oidc');
    const id = 'our-app';
    const real = await startOpenIdProvider({
      clients: [{ id, secret: CLIENT_SECRET, redirectUris: [redirect] }],
    });
    const [set] = app.ctx.settings.OIDC_PROVIDERS;
    if (!set) throw new Error('no oidc');
    const settings = { ...app.ctx.settings, OIDC_PROVIDERS: [{ ...set, issuer: real.issuer }] };
    const providers = createProviders(settings, { now: () => new Date() });
    await withChanged(app.ctx, { providers }, async () => {
      const changes = [
        {},
        { iss: 'https://evil.example' },
        { iss: '' },
        { code: 'x' },
        { state: 'x' },
      ];
      const statuses: number[] = [];
      for (const change of changes) {
        const client = browser();
        const there = await begin(client, 'oidc');
        const back = await signInAt(real, there.url, 'robin');
        const callback = { ...Object.fromEntries(back.searchParams), ...change };
        statuses.push((await complete(client, callback, 'oidc')).status);
      }
      expect(statuses).toEqual([201, 400, 400, 400, 400]);
    });
  });
});
