import { createHmac } from 'node:crypto';
import { clearedCookie, keptCookie } from '@/lib/edge/cookies';
import { deriveKeys } from '@/lib/edge/derived-keys';
import { LINK_SECONDS } from '@/lib/server/links/token';
import { isSameText } from '@/lib/server/same-text';
import type { Settings } from '@/lib/server/settings/settings';
import { ageSeconds, fromUnixSeconds, isFromFuture, toUnixSeconds } from '@/lib/shared/time';

/** The purpose of a link that signs in the browser that asked for it. */
export type BegunPurpose = 'activation' | 'password-reset';

/** A link as a browser asks for it: its purpose, and the address in its canonical form. */
export interface BegunLink {
  purpose: BegunPurpose;
  email: string;
}

/** The parts of a use case's context and input that the proofs need. */
interface BegunContext {
  readonly settings: Settings;
  readonly now: () => Date;
}
interface BegunInput {
  readonly presented: { cookie: (name: 'begun') => string | null };
  readonly isOwnPage: boolean;
}

/** Proofs that one browser keeps at once; the oldest goes. */
const MAX_AT_ONCE = 3;

/** A proof: the time in base 36, and a MAC over it, purpose and address. No list of addresses. */
const PROOF = /^([1-9a-z][0-9a-z]{0,9})-([\w-]{43})$/;

/**
 * The Set-Cookie values by which a page of this site shows later that its browser asked for a link,
 * in addition to the proofs that it has; none for other clients. They are the same whether or not an
 * account has the address.
 */
export function begunCookies(ctx: BegunContext, input: BegunInput, link: BegunLink): string[] {
  if (!input.isOwnPage) return [];
  const issuedAt = toUnixSeconds(ctx.now());
  const proof = `${issuedAt.toString(36)}-${mac(link, issuedAt, deriveKeys(ctx.settings, 'begun')[0])}`;
  return keep(ctx, [proof, ...otherProofs(ctx, input, link)]);
}

/** True if a page of this site asks in a browser that asked for this link, while links of then are good. */
export function hasBegun(ctx: BegunContext, input: BegunInput, link: BegunLink): boolean {
  return input.isOwnPage && proofsOf(input).some((proof) => isProofOf(ctx, link, proof));
}

/** The Set-Cookie values that take the proofs of a link away, once it is used. */
export function spentBegunCookies(ctx: BegunContext, input: BegunInput, link: BegunLink): string[] {
  return keep(ctx, otherProofs(ctx, input, link));
}

function keep({ settings }: BegunContext, proofs: readonly string[]): string[] {
  const kept = proofs.slice(0, MAX_AT_ONCE).join('.');
  return [kept ? keptCookie('begun', kept, settings) : clearedCookie('begun', settings)];
}

function proofsOf({ presented }: BegunInput): string[] {
  const proofs = presented.cookie('begun')?.split('.', MAX_AT_ONCE) ?? [];
  return proofs.filter((proof) => PROOF.test(proof));
}

/** The proofs of other links that the browser keeps; asking again takes no place from them. */
function otherProofs(ctx: BegunContext, input: BegunInput, link: BegunLink): string[] {
  return proofsOf(input).filter((proof) => !isProofOf(ctx, link, proof));
}

function isProofOf({ settings, now }: BegunContext, link: BegunLink, proof: string): boolean {
  const [, time = '', given = ''] = PROOF.exec(proof) ?? [];
  const issuedAt = Number.parseInt(time, 36);
  const at = fromUnixSeconds(issuedAt);
  if (!given || isFromFuture(at, now())) return false;
  if (ageSeconds(at, now()) >= LINK_SECONDS[link.purpose]) return false;
  return deriveKeys(settings, 'begun').some((key) => isSameText(given, mac(link, issuedAt, key)));
}

/** The MAC of a proof, base64url. */
function mac({ purpose, email }: BegunLink, issuedAt: number, key: Uint8Array): string {
  const text = JSON.stringify(['begun', purpose, email, issuedAt]);
  return createHmac('sha256', key).update(text).digest('base64url');
}
