import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Profile, type Provider, ProviderError } from '@/lib/server/oauth/provider';
import { type Attack, attackAll } from '@/tests/support/social/hostile/attack-all';
import { hostileCases } from '@/tests/support/social/hostile/corpus';
import {
  CLIENT,
  type HostileCase,
  type Target,
  VICTIM,
} from '@/tests/support/social/hostile/stage';
import {
  type HostileProvider,
  startHostileProvider,
} from '@/tests/support/social/hostile-provider';
import { makeAttempt, providerOf } from '@/tests/support/social/sign-in';

/** Of those that are over at once. The others wait for their deadlines all together. */
const AT_ONCE = 8;
const TIME_LIMIT_MS = 12_000;
const MEMORY_LIMIT_BYTES = 400 * 2 ** 20;

const PREFIXES = { google: 'GOOGLE_AUTH', github: 'SOCIAL_AUTH_GITHUB' } as const;

let hostile: HostileProvider;

function makeProvider(target: Target, attack: HostileCase | null): Provider {
  const now = () => new Date();
  if (target === 'oidc') {
    const settings = {
      OIDC_ISSUER: hostile.issuerOf(attack),
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
    };
    return providerOf(target, settings, now);
  }
  const prefix = PREFIXES[target];
  const settings = { [`${prefix}_KEY`]: CLIENT.id, [`${prefix}_SECRET`]: CLIENT.secret };
  return providerOf(target, settings, now, hostile.endpointsOf(attack));
}

function signIn(target: Target, attack: HostileCase | null): Promise<Profile> {
  const attempt = makeAttempt(target);
  const answer = { code: attempt.nonce, iss: null, user: null };
  return makeProvider(target, attack).fetchProfile(attempt, answer);
}

/** Returns the problem with the end of an attack, or null. */
function judge({ expected }: HostileCase, result: Profile | unknown): string | null {
  if (result instanceof ProviderError) return null;
  if (result instanceof Error) return `threw ${result.name}: ${result.message}`;
  const { email, isEmailVerified } = result as Profile;
  if (expected === 'refused') return 'signed a user in';
  if (expected === 'unconfirmed') return isEmailVerified ? 'confirmed an address' : null;
  return isEmailVerified && email === VICTIM ? 'confirmed the victim’s address' : null;
}

interface Outcome {
  name: string;
  isSlow: boolean;
  problem: string | null;
  tookMs: number;
}

async function attackWith({ attack, target }: Attack): Promise<Outcome> {
  const startedAt = performance.now();
  const result = await signIn(target, attack).catch((error: unknown) => error);
  const tookMs = performance.now() - startedAt;
  const name = `${attack.name} (${target})`;
  return { name, isSlow: attack.isSlow ?? false, problem: judge(attack, result), tookMs };
}

describe('a hostile provider', () => {
  const outcomes: Outcome[] = [];
  let grownBytes = 0;

  beforeAll(async () => {
    hostile = await startHostileProvider();
    const before = process.memoryUsage().rss;
    const measure = () => {
      grownBytes = Math.max(grownBytes, process.memoryUsage().rss - before);
    };
    const timer = setInterval(measure, 50);
    outcomes.push(...(await attackAll(hostileCases, AT_ONCE, attackWith)));
    clearInterval(timer);
  });

  afterAll(() => hostile.stop());

  it.each(['oidc', 'google', 'github'] as const)(
    'that is none signs in by %s: what fails below does so for its own reason',
    async (target) => {
      const profile = await signIn(target, null);
      expect(profile).toMatchObject({ subject: '4711', email: VICTIM, isEmailVerified: true });
    },
  );

  it('is tried in at least 150 ways that differ', () => {
    expect(new Set(hostileCases.map(({ name }) => name)).size).toBe(hostileCases.length);
    expect(hostileCases.length).toBeGreaterThanOrEqual(150);
    expect(outcomes.length).toBeGreaterThan(hostileCases.length);
  });

  it('is never trusted, and fails with an error of ours', () => {
    const problems = outcomes.filter(({ problem }) => problem !== null);
    expect(problems.map(({ name, problem }) => `${name} ${problem}`)).toEqual([]);
  });

  it('fails by its fault, not by our time limit', () => {
    const late = outcomes.filter(({ isSlow, tookMs }) => !isSlow && tookMs > 4500);
    expect(late).toEqual([]);
  });

  it('delays no sign-in for more than 12 s', () => {
    expect(outcomes.filter(({ tookMs }) => tookMs > TIME_LIMIT_MS)).toEqual([]);
  });

  it('does not send us to another server', () => {
    expect(hostile.canaryHits).toEqual([]);
  });

  it('does not fill our memory', () => {
    expect(grownBytes).toBeLessThan(MEMORY_LIMIT_BYTES);
  });
});
