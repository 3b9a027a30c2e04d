import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { type EdgeEnv, edgeEnv } from '@/lib/edge/settings';
import {
  privateKey,
  publicKey,
  type SigningKey,
  secretKey,
  type TextMac,
  type TokenKey,
} from '@/lib/edge/token-keys';
import type { PublicKey } from '@/lib/shared/contracts/jwks';

/** The key that signs tokens, and all keys that may have signed one. */
export interface KeyRing {
  signing: SigningKey;
  /** The public keys among them, with which other services verify tokens. */
  published: readonly PublicKey[];
  /**
   * Returns the key that a token names; every key for a token without a name, as tokens were before
   * keys had names; none for a text that is no token.
   */
  keysFor(token: string): readonly TokenKey[];
}

/** The settings that name keys; those for key pairs may be left out. */
type KeySettings = Pick<EdgeEnv, 'JWT_SECRET' | 'JWT_PREVIOUS_SECRETS'> &
  Partial<Pick<EdgeEnv, 'JWT_PRIVATE_KEY' | 'JWT_PREVIOUS_PUBLIC_KEYS'>>;

/** The error of an unusable key in a setting; `message` names the setting, never its value. */
export class BadKeyError extends Error {
  override name = 'BadKeyError';
}

/** The longest token, in characters; a longer text is refused before it is parsed. */
const MAX_TOKEN_LENGTH = 4096;

/**
 * Reads the keys that settings name. A private key signs in place of the secret, which goes on
 * verifying, by `macOf` where the runtime has it. Rejects with a `BadKeyError`.
 */
export async function readKeys(
  env: KeySettings,
  macOf?: (secret: Uint8Array) => TextMac,
): Promise<KeyRing> {
  const { JWT_PRIVATE_KEY, JWT_PREVIOUS_PUBLIC_KEYS = [] } = env;
  const secret = await secretKey(env.JWT_SECRET, macOf);
  const signing = JWT_PRIVATE_KEY
    ? await usable('JWT_PRIVATE_KEY', privateKey(JWT_PRIVATE_KEY))
    : secret;
  const others = await Promise.all([
    ...env.JWT_PREVIOUS_SECRETS.map((previous) => secretKey(previous, macOf)),
    ...JWT_PREVIOUS_PUBLIC_KEYS.map((key) => usable('JWT_PREVIOUS_PUBLIC_KEYS', publicKey(key))),
  ]);
  return ringOf(signing, [secret, ...others]);
}

async function usable<K>(setting: keyof EdgeEnv, key: Promise<K>): Promise<K> {
  try {
    return await key;
  } catch {
    // The message of the original error might quote the key.
    throw new BadKeyError(
      `${setting} is no usable key: \`npm run cli -- generate-key\` makes a good one`,
    );
  }
}

/** Creates a ring of a key that signs, and others that only verify. */
export function ringOf(signing: SigningKey, others: readonly TokenKey[] = []): KeyRing {
  const all = [signing, ...others];
  const keys = all.filter(({ kid }, at) => all.findIndex((key) => key.kid === kid) === at);
  return {
    signing,
    published: keys.flatMap(({ published }) => published ?? []),
    keysFor(token) {
      if (!isTokenLike(token)) return [];
      try {
        const header = decodeProtectedHeader(token);
        return 'kid' in header ? keys.filter(({ kid }) => kid === header.kid) : keys;
      } catch {
        return [];
      }
    },
  };
}

/**
 * One part of a token in the one canonical form of base64url: the last letter of a part that does
 * not end with a group of four leaves bits unused, and those are zero.
 */
const PART = '(?:[\\w-]{4})*(?:[\\w-]{4}|[\\w-][AQgw]|[\\w-]{2}[AEIMQUYcgkosw048])';
const TOKEN = new RegExp(`^${PART}\\.${PART}\\.${PART}$`);

/**
 * True for three parts in canonical form. Decoders ignore padding, spaces and unused bits, so that
 * one token would have many spellings.
 */
export function isTokenLike(text: string): boolean {
  return text.length <= MAX_TOKEN_LENGTH && TOKEN.test(text);
}

let cached: Promise<KeyRing> | undefined;

/**
 * The keys of this process on the edge. Rejects where `edgeEnv` throws; start-up has reported it.
 */
export async function edgeKeys(): Promise<KeyRing> {
  cached ??= readKeys(edgeEnv());
  return cached;
}
