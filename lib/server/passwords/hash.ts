import { createHash, randomBytes } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { verifyForeignHash } from '@/lib/server/passwords/foreign-hashes';
import { otherNormalForm } from '@/lib/shared/normal-forms';

/** As long as Django's noise. */
const UNUSABLE_BYTES = 30;

/** Today's kind: Django's `bcrypt_sha256$`, bcrypt over the hex SHA-256, so no byte is cut. */
const TODAYS_KIND = 'bcrypt_sha256';

/** The two kinds with bcrypt underneath. Dearer than cost 16 would occupy a core for minutes. */
const BCRYPT_FORM =
  /^(?<kind>bcrypt|bcrypt_sha256)\$(?<hash>\$2[aby]\$(?:0[4-9]|1[0-6])\$[./A-Za-z0-9]{53})$/;

function sha256Hex(password: string): string {
  return createHash('sha256').update(password, 'utf8').digest('hex');
}

/** Django's encoded form of a new hash, `bcrypt_sha256$$2b$12$…`. */
export async function hashPassword(password: string, cost: number): Promise<string> {
  return `${TODAYS_KIND}$${await bcrypt.hash(sha256Hex(password), cost)}`;
}

/** A value in place of a hash that no password fits, as Django writes it: `!` and noise. */
export function makeUnusablePassword(): string {
  return `!${randomBytes(UNUSABLE_BYTES).toString('base64url')}`;
}

/** False for an account that no password opens. */
export function hasUsablePassword({ password }: { password: string }): boolean {
  return !password.startsWith('!');
}

/** A bcrypt hash that matches no password and takes as long to say so as a real one of this cost. */
function dummyHash(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;
}

/** The result of `verifyPassword`. */
export interface Verdict {
  isCorrect: boolean;
  /** The hash should be renewed with the password just typed, in its other form if there is one. */
  needsRehash: boolean;
  /** The password in the normal form in which it was set, where it was typed in another one. */
  otherForm?: string;
}

/**
 * Checks a password against an encoded hash, in the time of a check at today's cost whatever there
 * is to check: no account (null), a hash that no password fits or that cannot be read, one of
 * another kind. Hashes are of bytes, and systems write a letter with an accent in two ways: what was
 * set in one is correct in the other. The two checks that this takes are made in any case, so that
 * their time tells nothing either.
 */
export async function verifyPassword(
  password: string,
  encoded: string | null,
  cost: number,
): Promise<Verdict> {
  const asTyped = await verifyForm(password, encoded, cost);
  const other = otherNormalForm(password);
  if (other === null) return asTyped;
  const inOtherForm = await verifyForm(other, encoded, cost);
  const isInOtherForm = !asTyped.isCorrect && inOtherForm.isCorrect;
  return isInOtherForm ? { ...inOtherForm, otherForm: other } : asTyped;
}

async function verifyForm(
  password: string,
  encoded: string | null,
  cost: number,
): Promise<Verdict> {
  const { kind, hash: bcryptHash } = BCRYPT_FORM.exec(encoded ?? '')?.groups ?? {};
  if (kind && bcryptHash) {
    const input = kind === TODAYS_KIND ? sha256Hex(password) : password;
    const isCorrect = await fitsBcrypt(input, bcryptHash, cost);
    const isWeaker = kind !== TODAYS_KIND || bcrypt.getRounds(bcryptHash) < cost;
    // What bcrypt cuts off may be mistyped: renewing would make the mistake the password.
    return { isCorrect, needsRehash: isCorrect && isWeaker && !bcrypt.truncates(input) };
  }
  // Beside a whole check of today's, in the thread pool: what is cheaper adds nothing to the time.
  const dummy = bcrypt.compare(password, dummyHash(cost));
  const [isCorrect] = await Promise.all([fitsForeignHash(password, encoded), dummy]);
  return { isCorrect, needsRehash: isCorrect };
}

/**
 * Each step of cost doubles the work, so checks at the hash's own cost and at every one from there
 * to today's add up to one of today's.
 */
async function fitsBcrypt(input: string, encoded: string, cost: number): Promise<boolean> {
  const isFit = await bcrypt.compare(input, encoded);
  for (let step = bcrypt.getRounds(encoded); step < cost; step += 1) {
    await bcrypt.compare(input, dummyHash(step));
  }
  // bcrypt repeats its key and a NUL between: of `a`, `a\0a` would be a second password.
  return isFit && !input.includes('\0');
}

async function fitsForeignHash(password: string, encoded: string | null): Promise<boolean> {
  // `!` is Django's mark of an account without a password.
  if (encoded === null || encoded.startsWith('!')) return false;
  return verifyForeignHash(password, encoded);
}
