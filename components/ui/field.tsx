import type { ReactNode } from 'react';
import type { FieldErrorCode, FieldProblem } from '@/lib/shared/error-codes';

/** Texts in place of the general ones, by the code of the problem. */
export type FieldWords = Readonly<Partial<Record<FieldErrorCode, ReactNode>>>;

interface FieldProps {
  /** Id of the input and, with suffixes, of its hint and errors. */
  id: string;
  label: string;
  hint?: string | undefined;
  errors: readonly FieldProblem[];
  /** Texts of this form in place of the general ones. */
  words?: FieldWords | undefined;
  children: ReactNode;
}

/** Returns the id of the element that describes a field, or undefined if there is none. */
export function descriptionId(
  id: string,
  hint: string | undefined,
  errors: readonly FieldProblem[],
) {
  if (errors.length > 0) return `${id}-errors`;
  return hint ? `${id}-hint` : undefined;
}

/** A labelled input with its hint, which its errors replace. */
export function Field({ id, label, hint, errors, words, children }: FieldProps) {
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      {children}
      {hint && errors.length === 0 && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <ul id={`${id}-errors`} className="space-y-1 text-sm text-danger">
          {errors.map((problem) => (
            <li key={problem.text}>{words?.[problem.code] ?? inWords(problem, label)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/**
 * Returns the text about a problem, for the user who fills in the field; the API's own by default.
 */
function inWords({ code, text, params }: FieldProblem, label: string): string {
  switch (code) {
    case 'blank':
    case 'required':
      // `Your password` is a label, too.
      return `Enter your ${label.toLowerCase().replace(/^your /, '')}.`;
    case 'taken':
      return 'There is an account with this address already.';
    case 'not_an_email':
      return 'Enter a whole e-mail address.';
    case 'not_a_username':
      return 'A user name has only letters, numbers and . + - _ in it.';
    case 'passwords_differ':
      return 'The two passwords are not the same.';
    case 'values_differ':
      return 'The two are not the same.';
    case 'too_long':
      return `That is too long: ${params?.max} characters at most.`;
    default:
      return text;
  }
}
