import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attempt, Provider } from '@/lib/server/oauth/provider';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import { findProvider } from '@/lib/shared/providers';
import { ApiClient } from '@/tests/support/api-client';
import { signUp } from '@/tests/support/people';
import { type Attack, attackAll } from '@/tests/support/social/hostile/attack-all';
import { hostileCases } from '@/tests/support/social/hostile/corpus';
import { CLIENT, type HostileCase, VICTIM } from '@/tests/support/social/hostile/stage';
import { startHostileProvider } from '@/tests/support/social/hostile-provider';
import { rowsOf, startSocialApp } from '@/tests/support/social/social-app';
import { editUser } from '@/tests/support/test-app';

/**
 * Every answer that may sign a user in, and a part of those that must not: tests of the providers
 * themselves try each of them.
 */
const CASES = hostileCases.filter(
  ({ expected, isSlow }, at) => expected !== 'refused' || at % (isSlow ? 6 : 5) === 0,
);

/** Number of fast cases that run at once. The slow ones all wait for their deadlines together. */
const AT_ONCE = 6;
const TIME_LIMIT_MS = 12_000;

const app = await startSocialApp({
  GOOGLE_AUTH_KEY: CLIENT.id,
  GOOGLE_AUTH_SECRET: CLIENT.secret,
  SOCIAL_AUTH_GITHUB_KEY: CLIENT.id,
  SOCIAL_AUTH_GITHUB_SECRET: CLIENT.secret,
});
// A hostile provider dates its tokens by the real clock.
app.clock.advance((Date.now() - app.clock.now().getTime()) / 1000);
await signUp({ email: VICTIM });
await editUser(app.ctx, VICTIM, { emailVerifiedAt: app.clock.now() });
const hostile = await startHostileProvider();
const providers: Provider[] = [];
Object.assign(app.ctx, { providers });
const before = await rowsOf(app);

interface Outcome {
  name: string;
  expected: HostileCase['expected'];
  isSlow: boolean;
  status: number;
  cookies: number;
  code: unknown;
  tookMs: number;
}

/**
 * Makes the provider of this name one that attacks. The attempt's nonce is the code, so it begins
 * at an honest provider and ends at the hostile one.
 */
async function attackWith({ attack, target }: Attack): Promise<Outcome> {
  // Each attack has a provider of its own beside the others, by a name of its own.
  const slug = `${target}-${providers.length}`;
  const issuer = hostile.issuerOf(attack);
  const oidc = { slug, label: 'X', issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
  const settings = { ...app.ctx.settings, OIDC_PROVIDERS: [oidc] };
  const endpoints = { google: hostile.endpointsOf(attack), github: hostile.endpointsOf(attack) };
  const made = createProviders(settings, { now: () => new Date(), endpoints });
  const provider = findProvider(made, target === 'oidc' ? slug : target);
  if (!provider) throw new Error('no provider');
  const nonces = new Map<string, string>();
  const spied = {
    ...provider,
    slug,
    authorizationUrl: async (attempt: Attempt) => {
      nonces.set(attempt.state, attempt.nonce);
      return new URL(`http://honest.example/?state=${attempt.state}`);
    },
  };
  providers.push(spied);
  const browser = new ApiClient('browser');
  const { state } = await app.begin(browser, slug);
  const startedAt = performance.now();
  const answer = await app.complete(browser, { state, code: nonces.get(state) }, slug);
  return {
    name: `${attack.name} (${target})`,
    expected: attack.expected,
    isSlow: attack.isSlow ?? false,
    status: answer.status,
    cookies: answer.cookies.length,
    code: (answer.json as { code?: unknown }).code,
    tookMs: performance.now() - startedAt,
  };
}

describe('through the API, a hostile provider', () => {
  const outcomes: Outcome[] = [];
  let after: Awaited<ReturnType<typeof rowsOf>>;

  beforeAll(async () => {
    outcomes.push(...(await attackAll(CASES, AT_ONCE, attackWith)));
    after = await rowsOf(app);
  });

  afterAll(() => hostile.stop());

  it('is tried in at least 150 ways', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(150);
    expect(outcomes.some(({ isSlow }) => isSlow)).toBe(true);
  });

  it('never signs in as the victim, and makes no error of ours', () => {
    const wrong = outcomes.filter(({ status, expected }) => {
      const maySignIn = expected === 'another user' && status === 201;
      return status !== 400 && !maySignIn;
    });
    expect(wrong).toEqual([]);
  });

  it('sets no cookie where no user is signed in', () => {
    expect(outcomes.filter(({ status, cookies }) => status !== 201 && cookies > 0)).toEqual([]);
  });

  it('leads to a mailed link at most where it gives an address that the provider does not vouch for', () => {
    const asked = outcomes.filter(({ code }) => code !== undefined);
    expect(asked.filter(({ expected }) => expected === 'refused')).toEqual([]);
    expect(after.pendingIdentities.length).toBe(asked.length);
  });

  it('adds nothing to the victim’s account', () => {
    const [victim] = before.users;
    expect(after.users.find(({ email }) => email === VICTIM)).toEqual(victim);
    expect(after.identities.filter(({ userId }) => userId === victim?.id)).toEqual([]);
    expect(after.sessions.filter(({ userId }) => userId === victim?.id)).toEqual([]);
  });

  it('leaves as many linked accounts and sessions as it signed other users in: no row by the side', () => {
    const entered = outcomes.filter(({ status }) => status === 201).length;
    expect(after.identities.length).toBe(entered);
    expect(after.sessions.length - before.sessions.length).toBe(entered);
  });

  it('is answered within 12 s each', () => {
    expect(outcomes.filter(({ tookMs }) => tookMs > TIME_LIMIT_MS)).toEqual([]);
  });

  it('does not send our requests to another host', () => {
    expect(hostile.canaryHits).toEqual([]);
  });
});
