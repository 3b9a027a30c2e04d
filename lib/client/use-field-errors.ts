import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { FieldErrors } from '@/lib/shared/api-error';
import type { FieldProblem } from '@/lib/shared/error-codes';
import { areSameLetters } from '@/lib/shared/normal-forms';

/** Djoser's prefix of a field that repeats another: `re_password` repeats `password`. */
const REPEAT = 're_';

/** The problem of a field that does not repeat another one. */
function differing(name: string): FieldProblem {
  return name.endsWith('password')
    ? { code: 'passwords_differ', text: 'The two passwords are not the same.' }
    : { code: 'values_differ', text: 'The two are not the same.' };
}

/**
 * Returns the errors of fields that do not repeat another one. The API reports that for the
 * whole body, and only if all else is right; a form can report it sooner, and at the field.
 */
export function repeatErrors(values: Readonly<Record<string, unknown>>): FieldErrors {
  const names = Object.keys(values).filter((name) => {
    const repeated = name.slice(REPEAT.length);
    if (!name.startsWith(REPEAT) || !(repeated in values)) return false;
    return !areSameLetters(String(values[name]), String(values[repeated]));
  });
  return Object.fromEntries(names.map((name) => [name, [differing(name)]]));
}

/**
 * The errors at a form's fields: they appear together, and each disappears when its field changes.
 */
export function useFieldErrors() {
  const formRef = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  // Counts the appearances: an error disappears while the user is typing, and the focus must stay.
  const [round, setRound] = useState(0);

  useEffect(() => {
    const first = formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (round > 0) first?.focus();
  }, [round]);

  /** Shows errors at their inputs and returns the messages for fields that have none. */
  function show(fieldErrors: FieldErrors): string[] {
    const inputs = formRef.current?.elements;
    const entries = Object.entries(fieldErrors);
    const isShown = ([name]: [string, FieldProblem[]]) => Boolean(inputs?.namedItem(name));
    setErrors(Object.fromEntries(entries.filter(isShown)));
    setRound((before) => before + 1);
    return entries
      .filter((entry) => !isShown(entry))
      .flatMap(([, problems]) => problems.map(({ text }) => text));
  }

  /** Removes the errors that the changed input may have corrected, that of its repeat included. */
  function forget({ target }: FormEvent<HTMLFormElement>) {
    if (!(target instanceof HTMLInputElement)) return;
    const mended = [target.name, `${REPEAT}${target.name}`];
    setErrors((before) => {
      const kept = Object.entries(before).filter(([name]) => !mended.includes(name));
      return kept.length === Object.keys(before).length ? before : Object.fromEntries(kept);
    });
  }

  return { formRef, errors, show, forget };
}
