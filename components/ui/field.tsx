import type { ReactNode } from 'react';
import { fieldMessage } from '@/lib/shared/api-error';

interface FieldProps {
  /** Id of the input and, with suffixes, of its hint and errors. */
  id: string;
  label: string;
  hint?: string | undefined;
  errors: readonly string[];
  /** What to say in place of a message of the API, where the form knows more to say. */
  words?: Readonly<Record<string, ReactNode>> | undefined;
  children: ReactNode;
}

const TOO_LONG = /^Ensure this field has no more than (\d+) characters\.$/;

/** Id of the element that describes a field, or undefined if there is none. */
export function descriptionId(id: string, hint: string | undefined, errors: readonly string[]) {
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
          {errors.map((message) => (
            <li key={message}>{words?.[message] ?? inWords(message, label)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the API says for programs, said for the person who looks at the field. */
function inWords(message: string, label: string): string {
  switch (message) {
    case fieldMessage.blank:
    case fieldMessage.required:
      // `Your password` is a label, too.
      return `Enter your ${label.toLowerCase().replace(/^your /, '')}.`;
    case fieldMessage.taken('email'):
      return 'There is an account with this address already.';
    case fieldMessage.taken('username'):
      return 'Somebody has this user name. Choose another one.';
    case fieldMessage.email:
      return 'Enter a whole e-mail address.';
    case fieldMessage.username:
      return 'A user name has only letters, numbers and . + - _ in it.';
    case fieldMessage.passwordsDiffer:
      return 'The two passwords are not the same.';
    default:
      return message.replace(TOO_LONG, 'That is too long: $1 characters at most.');
  }
}
