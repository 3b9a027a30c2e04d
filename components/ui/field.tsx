import type { ReactNode } from 'react';
import { fieldMessage } from '@/lib/shared/api-error';

interface FieldProps {
  /** Id of the input and, with suffixes, of its hint and errors. */
  id: string;
  label: string;
  hint?: string | undefined;
  errors: readonly string[];
  children: ReactNode;
}

/** Id of the element that describes a field, or undefined if there is none. */
export function descriptionId(id: string, hint: string | undefined, errors: readonly string[]) {
  if (errors.length > 0) return `${id}-errors`;
  return hint ? `${id}-hint` : undefined;
}

/** A labelled input with its hint, which its errors replace. */
export function Field({ id, label, hint, errors, children }: FieldProps) {
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
            <li key={message}>{inWords(message, label)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The API says only that something is missing; beside a label, we can say what. */
function inWords(message: string, label: string): string {
  const isMissing = message === fieldMessage.blank || message === fieldMessage.required;
  return isMissing ? `Enter your ${label.toLowerCase()}.` : message;
}
