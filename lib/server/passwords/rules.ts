import { dictionary } from '@zxcvbn-ts/language-common';
import type { User } from '@/db/tables/schema';
import { invalidFields } from '@/lib/server/errors';
import djangoCommon from '@/lib/server/passwords/common-passwords.json';
import { fieldMessage } from '@/lib/shared/api-error';
import type { FieldProblem } from '@/lib/shared/error-codes';
import { strip } from '@/lib/shared/identifiers';

const MIN_LENGTH = 8;
const MAX_LENGTH = 1024;
const MAX_SIMILARITY = 0.7;

/** About 56,000 lower-case passwords: a kept list, and what only Django's own list has. */
const commonPasswords: ReadonlySet<string> = new Set([
  ...dictionary['passwords-common'],
  ...djangoCommon.passwords.split('\n'),
]);

/** Python's `str.isdigit`: the digits of every script, and superscript, circled and their like. */
const ALL_DIGITS =
  /^[\p{Nd}\u{b2}\u{b3}\u{b9}\u{1369}-\u{1371}\u{19da}\u{2070}\u{2074}-\u{2079}\u{2080}-\u{2089}\u{2460}-\u{2468}\u{2474}-\u{247c}\u{2488}-\u{2490}\u{24ea}\u{24f5}-\u{24fd}\u{24ff}\u{2776}-\u{277e}\u{2780}-\u{2788}\u{278a}-\u{2792}\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]+$/u;

/** The texts that a password must not resemble, by the name in the message, in this order. */
export interface PasswordOwner {
  email: string;
  'first name': string;
  'last name': string;
  username: string | undefined;
}

/**
 * Every rule that a new password breaks, in the words and the order of Django's validators. Every text
 * that it resembles is named, where Django names only the first.
 */
export function passwordProblems(password: string, owner: PasswordOwner): FieldProblem[] {
  const length = [...password].length;
  const similar = Object.entries(owner)
    .filter(([, value]) => value && isSimilar(password, value))
    .map(([attribute]) => fieldMessage.passwordTooSimilar(attribute));
  return [
    ...similar,
    ...(length < MIN_LENGTH ? [fieldMessage.passwordTooShort(MIN_LENGTH)] : []),
    ...(commonPasswords.has(strip(password).toLowerCase()) ? [fieldMessage.passwordTooCommon] : []),
    ...(ALL_DIGITS.test(password) ? [fieldMessage.passwordNumeric] : []),
    ...(length > MAX_LENGTH ? [fieldMessage.passwordTooLong(MAX_LENGTH)] : []),
  ];
}

/** Throws the field's error if a password breaks rules; likeness counts only if `owner` is given. */
export function requireGoodPassword(
  field: string,
  password: string,
  owner: Pick<User, 'email' | 'firstName' | 'lastName' | 'username'> | null,
): void {
  const problems = passwordProblems(password, {
    email: owner?.email ?? '',
    'first name': owner?.firstName ?? '',
    'last name': owner?.lastName ?? '',
    username: owner?.username ?? undefined,
  });
  if (problems.length > 0) throw invalidFields({ [field]: problems });
}

/** Django's rule: too alike the whole value or one of its words (split at `\W+`). */
function isSimilar(password: string, value: string): boolean {
  const typed = [...password.toLowerCase()].slice(0, MAX_LENGTH);
  const whole = value.toLowerCase();
  return [...whole.split(/[^\p{L}\p{N}_]+/u), whole].some((part) => {
    const letters = [...part];
    const isFarShorter =
      typed.length >= 10 * letters.length && letters.length < (MAX_SIMILARITY / 2) * typed.length;
    return !isFarShorter && quickRatio(typed, letters) >= MAX_SIMILARITY;
  });
}

/** Python's `SequenceMatcher.quick_ratio`: shared characters, order aside, from 0 to 1. */
function quickRatio(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1;
  const available = new Map<string, number>();
  for (const letter of b) available.set(letter, (available.get(letter) ?? 0) + 1);
  let shared = 0;
  for (const letter of a) {
    const count = available.get(letter) ?? 0;
    if (count > 0) shared += 1;
    available.set(letter, count - 1);
  }
  return (2 * shared) / (a.length + b.length);
}
