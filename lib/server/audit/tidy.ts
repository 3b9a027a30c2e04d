import { toVisibleLine } from '@/lib/shared/visible-text';

/** Longer than any browser's name for itself. */
const MAX_LENGTH = 512;

/**
 * Text from outside, fit for a log that people and terminals read and for every database's text:
 * what cannot be seen is replaced, and what is too long is cut.
 */
export function tidy<T extends string | null>(text: T): string | (T & null) {
  return text === null ? text : toVisibleLine(text.slice(0, MAX_LENGTH));
}

/** The texts of an object, tidied. */
export function tidyAll(facts: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, tidy(String(value))]),
  );
}
