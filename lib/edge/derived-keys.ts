import type { EdgeEnv } from '@/lib/edge/settings';

/**
 * What is put before a secret to make a key for one use out of it. What was made with a key outlives
 * the version that made it: a prefix never changes, or all of its links, cookies or names are lost.
 */
const PREFIXES = {
  /** HMAC over what a mailed link is for. */
  link: 'link:',
  /** HMAC over a pending identity, in a link of the version before 2026-11-28. */
  'pending-identity': 'claim:',
  /** Hashed, the key of the cookie in which a browser keeps its attempt at a provider. */
  attempt: 'attempt:',
  /** Hashed and cut, the name of the secret as a key that signs tokens. */
  kid: 'kid:',
} as const;

/** What a key is for. */
export type KeyUse = keyof typeof PREFIXES;

/** The key for one use that follows from a secret: no use can take what was made for another. */
export function deriveKey(secret: string, use: KeyUse): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${PREFIXES[use]}${secret}`);
}

/** The keys for one use: the first makes what all of them accept, the others are of previous secrets. */
export function deriveKeys(
  { JWT_SECRET, JWT_PREVIOUS_SECRETS }: Pick<EdgeEnv, 'JWT_SECRET' | 'JWT_PREVIOUS_SECRETS'>,
  use: KeyUse,
): readonly [Uint8Array, ...Uint8Array[]] {
  const derive = (secret: string) => deriveKey(secret, use);
  return [derive(JWT_SECRET), ...JWT_PREVIOUS_SECRETS.map(derive)];
}
