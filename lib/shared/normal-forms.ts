/**
 * The most UTF-16 units that are brought into a normal form: putting 60 kB of marks in order takes
 * seconds. No password that can be set here is longer, in any form.
 */
const MAX_NORMALISED = 4096;

/**
 * Returns the other of the two forms in which keyboards and systems write the same letters, or null
 * if the text has but one: `é` is one character in NFC, two in NFD. A text in neither form has NFC
 * for its other.
 */
export function otherNormalForm(text: string): string | null {
  if (text.length > MAX_NORMALISED) return null;
  const composed = text.normalize('NFC');
  const other = composed === text ? text.normalize('NFD') : composed;
  return other === text ? null : other;
}

/** True for the same letters, however each of the two texts writes them. */
export function areSameLetters(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.max(one.length, other.length) > MAX_NORMALISED) return false;
  return one.normalize('NFC') === other.normalize('NFC');
}
