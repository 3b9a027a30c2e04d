import { toVisibleLine } from '@/lib/shared/visible-text';

/** The longest text kept, in characters: longer than any browser's User-Agent. */
const MAX_LENGTH = 512;

/**
 * Makes a text from outside fit for a log that people and terminals read, and for every database:
 * invisible characters are replaced, and a text that is too long is cut.
 */
export function tidy<T extends string | null>(text: T): string | (T & null) {
  return text === null ? text : toVisibleLine(text.slice(0, MAX_LENGTH));
}

/** Returns the texts of an object, tidied. */
export function tidyAll(facts: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, tidy(String(value))]),
  );
}
