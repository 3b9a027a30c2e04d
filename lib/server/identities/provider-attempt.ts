import { createHash } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { takeTokens } from '@/db/repositories/rate-limits';
import {
  ATTEMPT_SECONDS,
  type AttemptName,
  type CookieEnv,
  clearedCookie,
  isAttemptName,
  keptCookie,
} from '@/lib/edge/cookies';
import { deriveKeys } from '@/lib/edge/derived-keys';
import type { Attempt } from '@/lib/server/oauth/provider';
import { randomId } from '@/lib/server/random-id';
import type { Context } from '@/lib/server/use-case/context';
import type { PresentedTokens } from '@/lib/server/use-case/use-case';
import { stateWithNext } from '@/lib/shared/social-state';
import { toMs, toUnixSeconds } from '@/lib/shared/time';

/** 256 bits, base64url: as long as RFC 7636 section 4.1 wants a verifier at least. */
const RANDOM_BYTES = 32;

/** Attempts that one browser keeps at once: more of their cookies would outgrow a request. */
const MAX_AT_ONCE = 5;

const KEY_USE = { alg: 'dir', enc: 'A256GCM' } as const;

/** The part of an attempt that its browser keeps for us, sealed. */
const SealedAttempt = z.object({
  provider: z.string(),
  redirectUri: z.string(),
  state: z.string(),
  codeVerifier: z.string(),
  nonce: z.string(),
  /**
   * Id of the user to link the identity to; absent for a sign-in. It keeps its name, since an attempt may
   * begin under one version and end under the next.
   */
  linkTo: z.int().optional(),
});
export type SealedAttempt = z.infer<typeof SealedAttempt>;

/** An attempt that begins now; `next` travels within the state, which the provider sends back. */
export function newAttempt(
  fields: Pick<SealedAttempt, 'provider' | 'redirectUri' | 'linkTo'>,
  next: string | null,
): SealedAttempt & Attempt {
  const random = () => randomId(RANDOM_BYTES);
  const state = stateWithNext(random(), next);
  return { ...fields, state, codeVerifier: random(), nonce: random() };
}

/**
 * The Set-Cookie values that keep an attempt; one a state, so that two tabs do not meet. The oldest
 * goes if there are many: a user who presses a button again and again must not be locked out by it.
 */
export async function attemptCookies(
  attempt: SealedAttempt,
  presented: Pick<PresentedTokens, 'cookie'>,
  { settings, now }: Pick<Context, 'settings' | 'now'>,
): Promise<string[]> {
  const sealed = await new EncryptJWT(attempt)
    .setProtectedHeader(KEY_USE)
    .setExpirationTime(toUnixSeconds(now()) + ATTEMPT_SECONDS)
    .encrypt(sealingKey(deriveKeys(settings, 'attempt')[0]));
  const names = [cookieOf(attempt.state), ...listedAttempts(presented)];
  const list = names.slice(0, MAX_AT_ONCE).join('.');
  return [
    keptCookie(cookieOf(attempt.state), sealed, settings),
    keptCookie('attempts', list, settings),
    ...names.slice(MAX_AT_ONCE).map((name) => clearedCookie(name, settings)),
  ];
}

function listedAttempts({ cookie }: Pick<PresentedTokens, 'cookie'>): AttemptName[] {
  const names = cookie('attempts')?.split('.') ?? [];
  return names.filter(isAttemptName).slice(0, MAX_AT_ONCE);
}

/** True if this browser began an attempt in the last minutes, whether or not that one is spent. */
export function hasAttempts(presented: Pick<PresentedTokens, 'cookie'>): boolean {
  return listedAttempts(presented).length > 0;
}

/** The Set-Cookie value that takes the attempt of a state away. */
export function clearedAttemptCookie(state: string, env: CookieEnv): string {
  return clearedCookie(cookieOf(state), env);
}

/** The attempt with this state that this browser began, or null if it is none, over, or spent. */
export async function spendAttempt(
  ctx: Pick<Context, 'settings' | 'db' | 'now'>,
  presented: PresentedTokens,
  provider: string,
  state: string,
): Promise<SealedAttempt | null> {
  const sealed = presented.cookie(cookieOf(state));
  const attempt = sealed && (await unseal(sealed, ctx));
  if (!attempt || attempt.state !== state || attempt.provider !== provider) return null;
  // Its one use is a token that is back when the attempt would be over: a hundred at once find one.
  const use = { id: hashOf('spent', state), tokens: 1, refillMs: toMs(2 * ATTEMPT_SECONDS) };
  const isSpent = (await takeTokens(ctx.db, [use], ctx.now())) !== null;
  return isSpent ? null : attempt;
}

async function unseal(
  sealed: string,
  { settings, now }: Pick<Context, 'settings' | 'now'>,
): Promise<SealedAttempt | null> {
  for (const key of deriveKeys(settings, 'attempt')) {
    try {
      const { payload } = await jwtDecrypt(sealed, sealingKey(key), {
        keyManagementAlgorithms: [KEY_USE.alg],
        contentEncryptionAlgorithms: [KEY_USE.enc],
        currentDate: now(),
        requiredClaims: ['exp'],
      });
      return SealedAttempt.safeParse(payload).data ?? null;
    } catch (error) {
      if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error;
    }
  }
  return null;
}

/** A key as long as the cipher wants one. */
function sealingKey(key: Uint8Array): Uint8Array {
  return createHash('sha256').update(key).digest();
}

/** The name of an attempt's cookie says nothing of its state. */
function cookieOf(state: string): AttemptName {
  return `attempt-${hashOf('cookie', state).slice(0, 16)}`;
}

function hashOf(use: string, state: string): string {
  return createHash('sha256').update(`attempt ${use} ${state}`).digest('base64url');
}
