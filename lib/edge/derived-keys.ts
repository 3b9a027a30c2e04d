import type { EdgeEnv } from '@/lib/edge/settings';

/**
 * The texts put before a secret to derive a key for one use. Links, cookies and names made with a
 * key outlive the version that made them: if a prefix changes, all of them are lost.
 */
const PREFIXES = {
  /** HMAC over the purpose of a mailed link. */
  link: 'link:',
  /** HMAC over the purpose and address of a link that a browser asked for, in a cookie there. */
  begun: 'begun:',
  /** HMAC over the id of a session, in the key that a client keeps for it. */
  'session-key': 'session:',
  /** HMAC over a pending identity, in a link of the version before 2026-11-28. */
  'pending-identity': 'claim:',
  /** Hashed, the key of the cookie in which a browser keeps its attempt at a provider. */
  attempt: 'attempt:',
  /** Hashed and cut, the name of the secret as a key that signs tokens. */
  kid: 'kid:',
} as const;

/** The purpose of a key. */
export type KeyUse = keyof typeof PREFIXES;

/** Derives the key for one use from a secret: no use accepts what was made for another. */
export function deriveKey(secret: string, use: KeyUse): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${PREFIXES[use]}${secret}`);
}

/**
 * Derives the keys for one use: the present secret's makes what that and the previous ones' accept.
 */
export function deriveKeys(
  { JWT_SECRET, JWT_PREVIOUS_SECRETS }: Pick<EdgeEnv, 'JWT_SECRET' | 'JWT_PREVIOUS_SECRETS'>,
  use: KeyUse,
): readonly [Uint8Array, ...Uint8Array[]] {
  const derive = (secret: string) => deriveKey(secret, use);
  return [derive(JWT_SECRET), ...JWT_PREVIOUS_SECRETS.map(derive)];
}
