import { createHash, randomBytes } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { readForeignHash } from '@/lib/server/passwords/foreign-hashes';
import type { Check, DoesHashTasks } from '@/lib/server/passwords/hash-task';
import { getHashThreads } from '@/lib/server/passwords/hash-threads';
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
export async function hashPassword(
  password: string,
  cost: number,
  { doTask }: DoesHashTasks = getHashThreads(),
): Promise<string> {
  return `${TODAYS_KIND}$${await doTask({ kind: 'hash', text: sha256Hex(password), cost })}`;
}

/** A value in place of a hash that no password fits, as Django writes it: `!` and noise. */
export function makeUnusablePassword(): string {
  return `!${randomBytes(UNUSABLE_BYTES).toString('base64url')}`;
}

/** False for an account that no password opens. */
export function hasUsablePassword({ password }: { password: string }): boolean {
  return !password.startsWith('!');
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
 * their time tells nothing either. All of it is one task of one thread.
 */
export async function verifyPassword(
  password: string,
  encoded: string | null,
  cost: number,
  { doTask }: DoesHashTasks = getHashThreads(),
): Promise<Verdict> {
  const other = otherNormalForm(password);
  const forms = other === null ? [password] : [password, other];
  const checks = forms.map((form) => checkOf(form, encoded));
  const fits = await doTask({ kind: 'checks', checks, cost });
  // bcrypt repeats its key and a NUL between, and HMAC pads its key with NULs: of `a`, there would
  // be second passwords that end in one.
  const at = checks.findIndex(({ text }, index) => fits[index] && !text.includes('\0'));
  const [form, check] = [forms[at], checks[at]];
  if (form === undefined || !check) return { isCorrect: false, needsRehash: false };
  const needsRehash = isRenewable(check, encoded, cost);
  return { isCorrect: true, needsRehash, ...(form !== password && { otherForm: form }) };
}

function checkOf(password: string, encoded: string | null): Check {
  const { kind, hash } = BCRYPT_FORM.exec(encoded ?? '')?.groups ?? {};
  if (kind && hash) {
    const text = kind === TODAYS_KIND ? sha256Hex(password) : password;
    return { text, against: { kind: 'bcrypt', hash } };
  }
  // `!` is Django's mark of an account without a password.
  const isUsable = encoded !== null && !encoded.startsWith('!');
  return { text: password, against: isUsable ? readForeignHash(encoded) : null };
}

function isRenewable({ text, against }: Check, encoded: string | null, cost: number): boolean {
  if (against?.kind !== 'bcrypt') return true;
  const isTodays = encoded?.startsWith(`${TODAYS_KIND}$`) && bcrypt.getRounds(against.hash) >= cost;
  // What bcrypt cuts off may be mistyped: renewing would make the mistake the password.
  return !isTodays && !bcrypt.truncates(text);
}
