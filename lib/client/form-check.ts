import type { FormCheck } from '@/lib/client/use-contract-form';
import { type Fields, type FieldValues, parseFields } from '@/lib/shared/fields';
import type { Switches } from '@/lib/shared/switches';

/** Returns the check of a form that fills in a contract's body: the server's own schema. */
export function checkOf<F extends Fields>(
  body: F | ((switches: Switches) => F),
): FormCheck<FieldValues<F>> {
  return (typed, switches) =>
    parseFields(typeof body === 'function' ? body(switches) : body, typed);
}
