import { type FormEvent, useContext, useState } from 'react';
import { explainFailure, type Failure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';
import { repeatErrors, useFieldErrors } from '@/lib/client/use-field-errors';
import { useIsHydrated } from '@/lib/client/use-is-hydrated';
import { useSwitches } from '@/lib/client/use-switches';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { type Fields, type FieldValues, parseFields } from '@/lib/shared/fields';
import type { Switches } from '@/lib/shared/switches';

interface ContractFormOptions<F extends Fields> {
  /** The contract's body, which the form fills in. */
  fields: F | ((switches: Switches) => F);
  /** Turns the values of the inputs into the body's fields, where they differ. */
  toInput?: (values: Record<string, string>) => Record<string, string>;
  /** Sends the form; a rejection is shown. */
  onSubmit: (values: FieldValues<F>) => Promise<void>;
  /** Set for a form that stays on the page after a success: it keeps or clears its values. */
  afterwards?: 'keep' | 'clear';
  /** Shows a refusal in its own way; true if it did, so that the form shows none. */
  onRefusal?: (failure: Failure) => boolean;
  /** Gets a message that belongs to no field, with the API's code or null. */
  onFailure: (message: string, code: ErrorCode | null) => void;
}

/**
 * A form for a contract's body. The server's own schema checks it first, so a mistake costs no
 * round trip; errors appear at their fields, and the focus moves to the first of them.
 */
export function useContractForm<F extends Fields>(options: ContractFormOptions<F>) {
  const { formRef, errors, show: showAtFields, forget } = useFieldErrors();
  const [isPending, setIsPending] = useState(false);
  const isHydrated = useIsHydrated();
  const siteUrl = useContext(SiteUrl);
  const switches = useSwitches();
  const fields = typeof options.fields === 'function' ? options.fields(switches) : options.fields;

  /** Shows errors at their inputs, and the others in one message. */
  function show({ fields, message, code }: Failure) {
    const whole = [message, ...showAtFields(fields)].filter(Boolean);
    if (whole.length > 0) options.onFailure(whole.join(' '), code);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const typed = readForm(event.currentTarget);
    const parsed = parseFields(fields, options.toInput?.(typed) ?? typed);
    const mistakes = { ...repeatErrors(parsed.values), ...parsed.errors };
    show({ code: null, fields: mistakes, message: null });
    if (Object.keys(mistakes).length > 0) return;
    setIsPending(true);
    try {
      // A success leads to another page, and until then nothing may send the form again.
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
    /** Props of the `<form>`. It posts if scripts fail, so that no URL ever holds a password. */
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
