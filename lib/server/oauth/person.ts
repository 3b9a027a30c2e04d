import { type Profile, refused } from '@/lib/server/oauth/provider';
import { cleanName } from '@/lib/shared/account-fields';
import { canonicalEmail, strip } from '@/lib/shared/identifiers';
import { isVisible } from '@/lib/shared/user-names';

/** The longest address, as at sign-up. */
const MAX_EMAIL = 255;

type Names = Pick<Profile, 'firstName' | 'lastName'>;
type Address = Pick<Profile, 'email' | 'isEmailVerified'>;

/** Returns the address in its canonical form; null for one that sign-up would refuse. */
export function readAddress(email: string | null | undefined, isVerified: boolean): Address {
  const canonical = email ? canonicalEmail(email) : null;
  if (!canonical || canonical.length > MAX_EMAIL) return { email: null, isEmailVerified: false };
  return { email: canonical, isEmailVerified: isVerified };
}

/**
 * True if a flag of a provider says yes: many send it as text (Apple documents both). Nothing else that a
 * program might take for true counts, since an account may hang on it.
 */
export function isTrue(flag: unknown): boolean {
  return flag === true || flag === 'true';
}

/**
 * Returns first and last name, or else the whole name cut at its last space, or else the name that the
 * user signs in with there; of one that is an address, the part before the @.
 */
export function readNames(parts: {
  first?: string | null | undefined;
  last?: string | null | undefined;
  whole?: string | null | undefined;
  login?: string | null | undefined;
}): Names {
  const [firstName, lastName] = [readName(parts.first), readName(parts.last)];
  if (firstName || lastName) return { firstName, lastName };
  const whole = readName(parts.whole);
  const cut = whole.lastIndexOf(' ');
  if (cut < 0) return { firstName: whole || readLogin(parts.login), lastName: '' };
  return { firstName: strip(whole.slice(0, cut)), lastName: whole.slice(cut + 1) };
}

function readName(name: string | null | undefined): string {
  const clean = cleanName(name);
  return isVisible(clean) ? clean : '';
}

function readLogin(login: string | null | undefined): string {
  return readName(login?.replace(/@.*$/s, ''));
}

/**
 * Returns a provider's number of an account as text. Throws the refusal for zero, empty and
 * objects.
 */
export function readNumericId(id: unknown): string {
  if (typeof id === 'string' && /^[1-9]\d{0,39}$/.test(id)) return id;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return String(id);
  throw refused('it does not say who it is about');
}
