import type { Derivation } from '@/lib/server/passwords/hash-task';

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
  /** Returns the derivation, or null if it would cost more than the limits allow. */
  read(parts: Readonly<Record<string, string>>): Derivation | null;
}

function pbkdf2Kind(digest: 'sha256' | 'sha1', bytes: number): ForeignKind {
  return {
    form: /^(?<iterations>[1-9]\d{0,9})\$(?<salt>[^$]{1,128})\$(?<key>[\w+/]{27,43}=)$/,
    read({ salt = '', key = '', ...parts }) {
      const iterations = Number(parts.iterations);
      const isWhole = Buffer.from(key, 'base64').length === bytes;
      if (iterations > LIMITS.pbkdf2Iterations || !isWhole) return null;
      return { kind: 'pbkdf2', digest, iterations, salt, key };
    },
  };
}

const scryptKind: ForeignKind = {
  form: /^(?<N>[1-9]\d{0,9})\$(?<salt>[^$]{1,128})\$(?<r>[1-9]\d{0,4})\$(?<p>[1-9]\d{0,4})\$(?<key>[\w+/]{86}==)$/,
  read({ salt = '', key = '', ...parts }) {
    const [N, r, p] = [Number(parts.N), Number(parts.r), Number(parts.p)];
    const isPower = N > 1 && Number.isInteger(Math.log2(N));
    if (!isPower || N * r > LIMITS.scryptBlocks || N * r * p > LIMITS.scryptWork) return null;
    return { kind: 'scrypt', N, r, p, salt, key };
  },
};

const argon2Kind: ForeignKind = {
  form: /^argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?m=(?<m>[1-9]\d{0,9}),t=(?<t>[1-9]\d{0,9}),p=(?<p>[1-9]\d{0,2})\$(?<salt>[\w+/]{11,128})\$(?<hash>[\w+/]{16,128})$/,
  read({ encoded = '', ...parts }) {
    const [m, t, p] = [Number(parts.m), Number(parts.t), Number(parts.p)];
    if (m > LIMITS.argon2Memory || m * t > LIMITS.argon2Work || m < 8 * p) return null;
    return { kind: 'argon2', hash: encoded };
  },
};

/** Django's kinds of hash besides bcrypt, by prefix. */
const FOREIGN_KINDS: Readonly<Record<string, ForeignKind>> = {
  pbkdf2_sha256: pbkdf2Kind('sha256', 32),
  pbkdf2_sha1: pbkdf2Kind('sha1', 20),
  scrypt: scryptKind,
  argon2: argon2Kind,
};

/** Prefixes of the kinds that `readForeignHash` knows. */
export const FOREIGN_PREFIXES: readonly string[] = Object.keys(FOREIGN_KINDS);

/**
 * Reads a hash of one of Django's other kinds. Null, which no password fits, for one that cannot be
 * read or would take too long, and for any other kind.
 */
export function readForeignHash(encoded: string): Derivation | null {
  const [prefix = '', ...rest] = encoded.split('$');
  const kind = Object.hasOwn(FOREIGN_KINDS, prefix) ? FOREIGN_KINDS[prefix] : undefined;
  const parts = kind?.form.exec(rest.join('$'))?.groups;
  if (!kind || !parts) return null;
  return kind.read({ ...parts, encoded: `$${rest.join('$')}` });
}
