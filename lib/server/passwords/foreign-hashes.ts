import { type BinaryLike, pbkdf2, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Limits of what verifying may cost, well above what any version of Django makes by itself. */
const LIMITS = {
  /** Django 6 makes 1,200,000; five million take more than a second. */
  pbkdf2Iterations: 5_000_000,
  /** N·r, in blocks of 128 bytes: 128 MiB. Django makes 16 MiB. */
  scryptBlocks: 2 ** 20,
  /** N·r·p. Django makes 2^17, since 5.1 five times that. */
  scryptWork: 2 ** 21,
  /** KiB. Django makes 100 MiB. */
  argon2Memory: 2 ** 18,
  /** KiB times rounds. Django makes 200 MiB. */
  argon2Work: 2 ** 20,
} as const;

interface ForeignKind {
  /** The form of the text after the prefix; a hash of another form fits no password. */
  form: RegExp;
  /** Off the event loop. False, at once, if it would cost more than the limits allow. */
  verify(password: string, parts: Readonly<Record<string, string>>): Promise<boolean>;
}

const deriveByPbkdf2 = promisify(pbkdf2);
const deriveByScrypt = promisify<
  BinaryLike,
  BinaryLike,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt);

function pbkdf2Kind(digest: 'sha256' | 'sha1', bytes: number): ForeignKind {
  return {
    form: /^(?<iterations>[1-9]\d{0,9})\$(?<salt>[^$]{1,128})\$(?<hash>[\w+/]{27,43}=)$/,
    async verify(password, { iterations, salt = '', hash = '' }) {
      const expected = Buffer.from(hash, 'base64');
      if (Number(iterations) > LIMITS.pbkdf2Iterations || expected.length !== bytes) return false;
      const found = await deriveByPbkdf2(password, salt, Number(iterations), bytes, digest);
      return timingSafeEqual(found, expected);
    },
  };
}

const scryptKind: ForeignKind = {
  form: /^(?<N>[1-9]\d{0,9})\$(?<salt>[^$]{1,128})\$(?<r>[1-9]\d{0,4})\$(?<p>[1-9]\d{0,4})\$(?<hash>[\w+/]{86}==)$/,
  async verify(password, { salt = '', hash = '', ...parts }) {
    const [N, r, p] = [Number(parts.N), Number(parts.r), Number(parts.p)];
    const isPower = N > 1 && Number.isInteger(Math.log2(N));
    if (!isPower || N * r > LIMITS.scryptBlocks || N * r * p > LIMITS.scryptWork) return false;
    // Node.js counts its own working memory too, a little more than RFC 7914's.
    const options = { N, r, p, maxmem: 128 * r * (N + p + 2) };
    const expected = Buffer.from(hash, 'base64');
    return timingSafeEqual(
      await deriveByScrypt(password, salt, expected.length, options),
      expected,
    );
  },
};

const argon2Kind: ForeignKind = {
  form: /^argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?m=(?<m>[1-9]\d{0,9}),t=(?<t>[1-9]\d{0,9}),p=(?<p>[1-9]\d{0,2})\$(?<salt>[\w+/]{11,128})\$(?<hash>[\w+/]{16,128})$/,
  async verify(password, parts) {
    const [m, t, p] = [Number(parts.m), Number(parts.t), Number(parts.p)];
    if (m > LIMITS.argon2Memory || m * t > LIMITS.argon2Work || m < 8 * p) return false;
    const { verify } = await import('@node-rs/argon2');
    // What is well-formed and yet no hash, such as base64 with stray bits, fits no password either.
    return verify(parts.encoded ?? '', password).catch(() => false);
  },
};

/** Django's kinds of hash besides bcrypt, by prefix. */
const FOREIGN_KINDS: Readonly<Record<string, ForeignKind>> = {
  pbkdf2_sha256: pbkdf2Kind('sha256', 32),
  pbkdf2_sha1: pbkdf2Kind('sha1', 20),
  scrypt: scryptKind,
  argon2: argon2Kind,
};

/** Prefixes of the kinds that `verifyForeignHash` knows. */
export const FOREIGN_PREFIXES: readonly string[] = Object.keys(FOREIGN_KINDS);

/**
 * Checks a password against a hash of one of Django's other kinds. False for a hash that cannot be
 * read or would take too long, and for any other kind.
 */
export async function verifyForeignHash(password: string, encoded: string): Promise<boolean> {
  const [prefix = '', ...rest] = encoded.split('$');
  const kind = Object.hasOwn(FOREIGN_KINDS, prefix) ? FOREIGN_KINDS[prefix] : undefined;
  const parts = kind?.form.exec(rest.join('$'))?.groups;
  // HMAC pads its key with zeros, so a NUL at the end would be a second password.
  if (!kind || !parts || password.includes('\0')) return false;
  return kind.verify(password, { ...parts, encoded: `$${rest.join('$')}` });
}
