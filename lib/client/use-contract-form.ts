import { type FormEvent, useContext, useState } from 'react';
import { explainFailure, type Failure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';
import { repeatErrors, useFieldErrors } from '@/lib/client/use-field-errors';
import { useIsHydrated } from '@/lib/client/use-is-hydrated';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { type Fields, type FieldValues, parseFields } from '@/lib/shared/fields';

interface ContractFormOptions<F extends Fields> {
  /** The body of the contract that the form fills in. */
  fields: F;
  /** Turns what the inputs hold into the body's fields, if they differ. */
  toInput?: (values: Record<string, string>) => Record<string, string>;
  /** Sends the form; a rejection is shown. */
  onSubmit: (values: FieldValues<F>) => Promise<void>;
  /** What a form does that stays after it was sent: keep or clear what was typed. */
  afterwards?: 'keep' | 'clear';
  /** Says a refusal in a way of its own, in place of the form; true if it did. */
  onRefusal?: (failure: Failure) => boolean;
  /** Told what cannot be said at a field, and the API's code for it, if it was the API's to say. */
  onFailure: (message: string, code: ErrorCode | null) => void;
}

/**
 * A form over a contract's body. It is checked with the server's own schema first, so a mistake
 * costs no round trip; errors appear at their fields and focus moves to the first of them.
 */
export function useContractForm<F extends Fields>(options: ContractFormOptions<F>) {
  const { formRef, errors, show: showAtFields, forget } = useFieldErrors();
  const [isPending, setIsPending] = useState(false);
  const isHydrated = useIsHydrated();
  const siteUrl = useContext(SiteUrl);

  /** Shows errors at their inputs; those of fields that have none are told as a whole. */
  function show({ fields, message, code }: Failure) {
    const whole = [message, ...showAtFields(fields)].filter(Boolean);
    if (whole.length > 0) options.onFailure(whole.join(' '), code);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const typed = readForm(event.currentTarget);
    const parsed = parseFields(options.fields, options.toInput?.(typed) ?? typed);
    const mistakes = { ...repeatErrors(parsed.values), ...parsed.errors };
    show({ code: null, fields: mistakes, message: null });
    if (Object.keys(mistakes).length > 0) return;
    setIsPending(true);
    try {
      // On success the form leads elsewhere; until it has gone, nothing may send it again.
      await options.onSubmit(parsed.values as FieldValues<F>);
      if (options.afterwards === 'clear') formRef.current?.reset();
      if (options.afterwards) setIsPending(false);
    } catch (error) {
      const failure = explainFailure(error, siteUrl);
      setIsPending(false);
      if (!options.onRefusal?.(failure)) show(failure);
    }
  }

  return {
    isPending,
    /** Props of the `<form>`. Should scripts fail, it posts, so no URL ever holds a password. */
    form: {
      ref: formRef,
      method: 'post',
      noValidate: true,
      onInput: forget,
      onSubmit: submit,
    } as const,
    /** Props of the submit button, inert until scripts can handle it. */
    submit: { type: 'submit', isPending, disabled: !isHydrated } as const,
    /** Props of the input of one field of the contract. */
    field: (name: Extract<keyof F, string>) => ({ name, errors: errors[name] ?? [] }),
  };
}

function readForm(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
