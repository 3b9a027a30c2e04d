const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN =
  /^(?:localhost|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9][a-z0-9-]{0,61}[a-z0-9])$/;
const INTERNATIONAL_DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const USERNAME = /^[\p{L}\p{N}._+-]+$/u;

/** The most octets before the @ (RFC 5321 section 4.5.3.1.1). */
const MAX_LOCAL_PART = 64;

/**
 * The most UTF-16 units of a name; a longer one is refused unread: normalising 60 kB takes seconds.
 */
const MAX_IDENTIFIER = 320;

/** True for a character that Python's `str.strip` removes; JavaScript's `trim` differs in six. */
function isSpace(char: string): boolean {
  return (/\s/.test(char) && char !== '\ufeff') || '\x1c\x1d\x1e\x1f\x85'.includes(char);
}

/** Returns a text without the space around it, as Django trims. */
export function strip(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text.charAt(start))) start += 1;
  while (start < end && isSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A character that is not seen: marks of direction, joiners, soft hyphens, fillers, byte order marks. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Returns a typed or pasted text without the space and the unseen characters around it, which mails
 * and web pages leave at the ends of what is copied from them. Those within stay. For what people
 * type alone: an address that a provider or another system names may have a mark in earnest, and
 * without it be another person's.
 */
export function stripUnseen(text: string): string {
  const characters = [...text];
  const isAround = (char: string | undefined) =>
    char !== undefined && (isSpace(char) || UNSEEN.test(char));
  let [start, end] = [0, characters.length];
  while (start < end && isAround(characters[start])) start += 1;
  while (start < end && isAround(characters[end - 1])) end -= 1;
  return characters.slice(start, end).join('');
}

/**
 * Returns the one form under which an address is stored and compared, or null if it is no single
 * mailbox. Trimmed and lower case; text that NFKC would change (U+FF20, ligatures, the Kelvin sign)
 * and text with unseen characters, which domain names would lose, is refused rather than mapped, so
 * two users' addresses never become one; an international domain becomes its ASCII form. Quoted
 * local parts and IP literals are refused.
 */
export function canonicalEmail(input: string): string | null {
  const text = strip(input);
  if (text.length > MAX_IDENTIFIER || text !== text.normalize('NFKC')) return null;
  if (UNSEEN.test(text)) return null;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at).toLowerCase();
  const domain = toAsciiDomain(text.slice(at + 1).toLowerCase());
  if (at < 1 || local.length > MAX_LOCAL_PART || domain === null) return null;
  return LOCAL_PART.test(local) && DOMAIN.test(domain) ? `${local}@${domain}` : null;
}

function toAsciiDomain(domain: string): string | null {
  if (/^[\x21-\x7e]*$/.test(domain)) return domain;
  if (!INTERNATIONAL_DOMAIN.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  return new URL(`http://${domain}`).hostname;
}

/**
 * Lower-case letters that their capitals do not lead back to, by what takes their place in a
 * comparison: `i` with the dot of U+0130, `i` without one, `ß` and the final `ς`. Turkish keyboards
 * make `İ` of `i`, and Turkish `ı` is `I` in capitals, so that each of them must be an `i`.
 */
const FOLDED: Readonly<Record<string, string>> = { 'i\u0307': 'i', ı: 'i', ß: 'ss', ς: 'σ' };
const FOLDABLE = new RegExp(Object.keys(FOLDED).join('|'), 'g');

/** Returns a text in which letter case no longer counts, in any language: NFKC and lower case. */
export function foldCase(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  return lower.replace(FOLDABLE, (letter) => FOLDED[letter] ?? letter).normalize('NFKC');
}

/**
 * Returns the form under which a user name is compared: NFKC, without letter case. Null if it has
 * other characters than letters, digits and `. + - _`; an @ is refused so that it never reads as an
 * e-mail address, and a letter that is not seen so that it never reads as another's name.
 */
export function canonicalUsername(input: string): string | null {
  return checkUsername(input, foldCase);
}

/**
 * Returns the form under which the versions before 2026-12 stored a user name, if that is another
 * one: of names with `ı`, `ß` or `ς`. Accounts from then keep it.
 */
export function formerUsername(input: string): string | undefined {
  const former = checkUsername(input, (text) => text.normalize('NFKC').toLowerCase());
  return former === null || former === canonicalUsername(input) ? undefined : former;
}

function checkUsername(input: string, toForm: (text: string) => string): string | null {
  const typed = strip(input);
  if (typed.length > MAX_IDENTIFIER) return null;
  const text = toForm(typed);
  return USERNAME.test(text) && !UNSEEN.test(text) ? text : null;
}
