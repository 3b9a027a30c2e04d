import { type FormEvent, useContext, useState } from 'react';
import { explainFailure, type Failure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';
import { repeatErrors, useFieldErrors } from '@/lib/client/use-field-errors';
import { useIsHydrated } from '@/lib/client/use-is-hydrated';
import { useSwitches } from '@/lib/client/use-switches';
import type { FieldErrors } from '@/lib/shared/api-error';
import type { ErrorCode } from '@/lib/shared/error-codes';
import type { Switches } from '@/lib/shared/switches';

/** The valid ones of a form's values, and the errors of the others. */
interface Checked<Values> {
  values: Partial<Values>;
  errors: FieldErrors;
}

/** Checks what was typed by the fields of a contract's body; a promise where they are loaded late. */
export type FormCheck<Values> = (
  typed: Readonly<Record<string, string>>,
  switches: Switches,
) => Checked<Values> | Promise<Checked<Values>>;

interface ContractFormOptions<Values> {
  /** The check of the contract's body, which the form fills in: `checkOf` makes it. */
  check: FormCheck<Values>;
  /** Begins to load what the form needs late, when it is first touched. */
  prepare?: () => void;
  /** Turns the values of the inputs into the body's fields, where they differ. */
  toInput?: (values: Record<string, string>) => Record<string, string>;
  /** Sends the form; a rejection is shown. */
  onSubmit: (values: Values) => Promise<void>;
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
export function useContractForm<Values>(options: ContractFormOptions<Values>) {
  const { formRef, errors, show: showAtFields, forget } = useFieldErrors();
  const [isPending, setIsPending] = useState(false);
  const isHydrated = useIsHydrated();
  const siteUrl = useContext(SiteUrl);
  const switches = useSwitches();

  /** Shows errors at their inputs, and the others in one message. */
  function show({ fields, message, code }: Failure) {
    const whole = [message, ...showAtFields(fields)].filter(Boolean);
    if (whole.length > 0) options.onFailure(whole.join(' '), code);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const typed = readForm(event.currentTarget);
    setIsPending(true);
    try {
      const checked = options.check(options.toInput?.(typed) ?? typed, switches);
      const { values, errors } = checked instanceof Promise ? await checked : checked;
      const mistakes = { ...repeatErrors(values), ...errors };
      show({ code: null, fields: mistakes, message: null });
      const isGood = Object.keys(mistakes).length === 0;
      // A success leads to another page, and until then nothing may send the form again.
      if (isGood) await options.onSubmit(values as Values);
      if (isGood && options.afterwards === 'clear') formRef.current?.reset();
      if (!isGood || options.afterwards) setIsPending(false);
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
      onFocus: options.prepare,
      onInput: forget,
      onSubmit: submit,
    } as const,
    /** Props of the submit button, inert until scripts can handle it. */
    submit: { type: 'submit', isPending, disabled: !isHydrated } as const,
    /** Props of the input of one field of the contract. */
    field: (name: Extract<keyof Values, string>) => ({ name, errors: errors[name] ?? [] }),
  };
}

function readForm(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
