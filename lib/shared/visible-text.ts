/** An emoji that U+200D joins to another; digits count as emoji for Unicode, and are none here. */
const EMOJI = String.raw`(?![\d#*])\p{Emoji}`;

/** Scripts whose words are spelled with U+200C and U+200D. */
const JOINING_SCRIPTS = 'Arab Syrc Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh'.split(' ');

const JOINING_LETTER = String.raw`(?=[\p{L}\p{M}])[${JOINING_SCRIPTS.map(
  (script) => String.raw`\p{Script=${script}}`,
).join('')}]`;

/** Invisible characters that decide how the characters around them look. */
const SHAPING = [
  String.raw`${EMOJI}\ufe0f?\u200d(?=${EMOJI})`,
  String.raw`${JOINING_LETTER}[\u200c\u200d](?=${JOINING_LETTER})`,
  String.raw`[\p{Emoji}\p{Script=Han}\p{Script=Mongolian}]\p{Variation_Selector}`,
].join('|');

/**
 * A character that speaks to a terminal, turns text around, ends a line somewhere, or is not seen:
 * controls (C0, DEL, C1), marks of direction, U+2028, U+2029, halves of surrogate pairs, unassigned
 * and ignorable characters. Looks back over three characters at most: linear in the text.
 */
const UNSEEN = String.raw`[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}](?<!${SHAPING})`;

const UNSEEN_IN_LINE = new RegExp(UNSEEN, 'gu');
const UNSEEN_IN_LINES = new RegExp(String.raw`(?![\n\t])${UNSEEN}`, 'gu');

/**
 * Returns one line that is harmless on a terminal and in a log: each invisible character, newlines
 * and tabs among them, becomes U+FFFD. Not an escape: a text may hold one, so it would be
 * ambiguous.
 */
export function toVisibleLine(text: string): string {
  return text.replace(UNSEEN_IN_LINE, '\ufffd');
}

/** Returns text of several lines that is harmless on a terminal; it keeps its newlines and tabs. */
export function toVisibleLines(text: string): string {
  return text.replace(UNSEEN_IN_LINES, '\ufffd');
}

/**
 * Returns the same JSON in characters that are harmless on a terminal: invisible ones are written
 * as `\uXXXX`, so that it parses to the same values. Takes well-formed JSON, on any number of
 * lines.
 */
export function escapeJson(json: string): string {
  return json.replace(UNSEEN_IN_LINES, (character) =>
    Array.from({ length: character.length }, (_, at) => hexEscape(character, at)).join(''),
  );
}

function hexEscape(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
