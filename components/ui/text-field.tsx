import type { InputHTMLAttributes } from 'react';
import { descriptionId, Field, type FieldWords } from '@/components/ui/field';
import type { FieldProblem } from '@/lib/shared/error-codes';

/** Classes of every text input. */
export const inputClass =
  'block min-h-11 w-full rounded-lg border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-muted aria-invalid:border-danger sm:text-sm';

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  hint?: string;
  errors: readonly FieldProblem[];
  words?: FieldWords;
}

/** A line of text. */
export function TextField({ name, label, hint, errors, words, ...input }: TextFieldProps) {
  const id = input.id ?? name;
  return (
    <Field id={id} label={label} hint={hint} errors={errors} words={words}>
      <input
        type="text"
        {...input}
        id={id}
        name={name}
        aria-invalid={errors.length > 0 || undefined}
        aria-describedby={descriptionId(id, hint, errors)}
        className={inputClass}
      />
    </Field>
  );
}
