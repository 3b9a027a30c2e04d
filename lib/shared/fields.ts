// Browsers load the fields and the contracts, so these use `zod/mini`; all other code uses full
// zod.
import * as z from 'zod/mini';
import { type FieldErrors, fieldMessage } from '@/lib/shared/api-error';
import type { FieldProblem } from '@/lib/shared/error-codes';
import { strip } from '@/lib/shared/identifiers';

interface TextOptions {
  /** Longest text accepted, in characters (code points, as Python counts). */
  max?: number;
  /** Takes off what does not count at the ends, by default space; null for passwords alone. */
  trim?: ((text: string) => string) | null;
  /** Blank text is refused unless this is true. */
  mayBeBlank?: boolean;
  /** Text of one line, as names are, has no control characters; a NUL is refused in any text. */
  isOneLine?: boolean;
  /** Returns the form of a text to keep, or null for the problem. */
  format?: { of: (text: string) => string | null; problem: FieldProblem };
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Checks a text as DRF's `CharField`: numbers become text, all broken rules are reported, in DRF's
 * order.
 */
function checkText(value: unknown, options: TextOptions) {
  const { max, trim = strip, mayBeBlank = false, isOneLine = false, format } = options;
  if (value === undefined) return { errors: [fieldMessage.required] };
  if (value === null) return { errors: [fieldMessage.null] };
  if (typeof value !== 'string' && !isExactNumber(value)) {
    return { errors: [fieldMessage.notAString] };
  }
  const text = trim ? trim(String(value)) : String(value);
  if (text === '') return mayBeBlank ? { text, errors: [] } : { errors: [fieldMessage.blank] };
  const surrogate = LONE_SURROGATE.exec(text)?.[0].charCodeAt(0);
  const form = format ? format.of(text) : text;
  const errors = [
    max !== undefined && [...text].length > max && fieldMessage.tooLong(max),
    text.includes('\0')
      ? fieldMessage.nullCharacter
      : isOneLine && /\p{Cc}/u.test(text) && fieldMessage.controlCharacter,
    surrogate !== undefined && fieldMessage.surrogate(surrogate),
    format && form === null && format.problem,
  ].filter((problem) => typeof problem === 'object');
  return { text: form, errors };
}

/** False for whole numbers past 2^53, which have lost digits: no text may be made of them. */
function isExactNumber(value: unknown): boolean {
  return typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value));
}

/** Returns the issue of a problem for zod: its sentence, and all of it for `parseFields`. */
export function issueOf(problem: FieldProblem, input: unknown) {
  return { code: 'custom', message: problem.text, params: { problem }, input } as const;
}

/** Returns the problem of an issue; one that zod found by itself has no code of its own. */
function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  const own: FieldProblem | undefined = issue.code === 'custom' ? issue.params?.problem : undefined;
  return own ?? { code: 'invalid', text: issue.message };
}

/** Creates a field of text, registered with its JSON schema. */
export function textField(options: TextOptions = {}, schema: { format?: string } = {}) {
  const check = z.transform((value: unknown, { issues }): string => {
    const { text, errors } = checkText(value, options);
    for (const problem of errors) issues.push(issueOf(problem, value));
    return typeof text === 'string' && errors.length === 0 ? text : z.NEVER;
  });
  const maxLength = options.max === undefined ? {} : { maxLength: options.max };
  const meta = { type: 'string', ...schema, ...maxLength } as const;
  return z.pipe(z.unknown(), check).register(z.globalRegistry, meta);
}

/** Text of any length, such as a token. */
export const Text = textField();

/** A password exactly as typed: not trimmed, every character counts. */
export const Password = textField({ trim: null }, { format: 'password' });

/** The fields of a request body by their wire names. */
export type Fields = Readonly<Record<string, z.ZodMiniType>>;

/** The values of all fields once each of them is valid. */
export type FieldValues<F extends Fields> = { [K in keyof F]: z.output<NonNullable<F[K]>> };

/**
 * Checks every field by itself, so that all field errors come together. `values` holds the valid
 * ones; it is complete when `errors` is empty.
 */
export function parseFields<F extends Fields>(
  fields: F,
  input: Readonly<Record<string, unknown>>,
): { values: Partial<FieldValues<F>>; errors: FieldErrors } {
  const values: Record<string, unknown> = {};
  const errors: FieldErrors = {};
  for (const [name, field] of Object.entries(fields)) {
    const own = Object.hasOwn(input, name) ? input[name] : undefined;
    const result = field.safeParse(own);
    if (result.success) values[name] = result.data;
    else errors[name] = result.error.issues.map(problemOf);
  }
  return { values: values as Partial<FieldValues<F>>, errors };
}
