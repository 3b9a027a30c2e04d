import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { FieldErrors } from '@/lib/shared/api-error';
import type { FieldProblem } from '@/lib/shared/error-codes';

/** Djoser's prefix of a field that repeats another: `re_password` repeats `password`. */
const REPEAT = 're_';

const DIFFER: FieldProblem = {
  code: 'passwords_differ',
  text: 'The two passwords are not the same.',
};

/**
 * Errors of the fields that repeat another one differently. The API says that of the whole body and
 * only when all else is right; a form can say it sooner, and where it has to be mended.
 */
export function repeatErrors(values: Readonly<Record<string, unknown>>): FieldErrors {
  const differing = Object.keys(values).filter((name) => {
    const repeated = name.slice(REPEAT.length);
    return name.startsWith(REPEAT) && repeated in values && values[name] !== values[repeated];
  });
  return Object.fromEntries(differing.map((name) => [name, [DIFFER]]));
}

/** The errors at the fields of a form: they come together, and each goes when its field changes. */
export function useFieldErrors() {
  const formRef = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  // Counts the times they came: when one of them goes, somebody is typing, and the focus stays.
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

  /** Takes away the errors that the changed input may have mended, the one of its repeat included. */
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
