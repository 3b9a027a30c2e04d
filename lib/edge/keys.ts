import { decode, encode } from 'jose/base64url';
import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { type EdgeEnv, edgeEnv } from './env';

/** One key with the one algorithm that it is for: what a token's header says decides neither. */
export interface TokenKey {
  /** Follows from the key, so that it needs no setting and every process gives it the same name. */
  kid: string;
  alg: 'HS256';
  material: Uint8Array;
}

/** What tokens are signed with, and what a token may have been signed with. */
export interface KeyRing {
  signing: TokenKey;
  /**
   * The key that a token names; every one where it names none, as tokens did before keys had names;
   * none for what is no token.
   */
  keysFor(token: string): readonly TokenKey[];
}

/** A longer text is no token of ours, so it is refused before it is parsed. */
const MAX_TOKEN_LENGTH = 4096;

/** Long enough that two keys of one ring never share a name. */
const KID_BYTES = 9;

/** The keys that settings name. */
export async function readKeys(
  env: Pick<EdgeEnv, 'JWT_SECRET' | 'JWT_PREVIOUS_SECRETS'>,
): Promise<KeyRing> {
  const signing = await secretKey(env.JWT_SECRET);
  const previous = await Promise.all(env.JWT_PREVIOUS_SECRETS.map(secretKey));
  return ringOf(signing, previous);
}

/** A ring of a key that signs, and others that only verify. */
export function ringOf(signing: TokenKey, others: readonly TokenKey[] = []): KeyRing {
  const keys = [signing, ...others.filter(({ kid }) => kid !== signing.kid)];
  return {
    signing,
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
 * True for three parts in the one way of writing base64url. Decoders leave out padding, spaces and
 * unused bits, so that one token would have many spellings.
 */
export function isTokenLike(text: string): boolean {
  if (text.length > MAX_TOKEN_LENGTH || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return false;
  return text.split('.').every((part) => part.length % 4 !== 1 && encode(decode(part)) === part);
}

/** The key that a secret stands for. */
export async function secretKey(secret: string): Promise<TokenKey> {
  const material = new TextEncoder().encode(secret);
  // Everybody may read a kid: it must be no hash that something else could take for the secret's.
  const named = new TextEncoder().encode(`kid:${secret}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', named));
  return { kid: encode(digest.subarray(0, KID_BYTES)), alg: 'HS256', material };
}

let cached: Promise<KeyRing> | undefined;

/** The keys of this process on the edge. Rejects with a ZodError like `edgeEnv`. */
export async function edgeKeys(): Promise<KeyRing> {
  cached ??= readKeys(edgeEnv());
  return cached;
}
