import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bodyForms } from './body-forms';
import { cookieForms } from './cookie-forms';
import { framing } from './framing';
import { headerForms } from './header-forms';
import { jsonForms } from './json-forms';
import { nearlyValidForms } from './near-valid';
import { nextHeaders } from './next-headers';
import { queryForms } from './query-forms';
import { requestLines } from './request-lines';
import type { Form, World } from './wire';

/** Every kind of odd request. */
export const forms: readonly Form[] = [
  ...requestLines,
  ...headerForms,
  ...nextHeaders,
  ...framing,
  ...cookieForms,
  ...queryForms,
  ...jsonForms,
  ...bodyForms,
  ...nearlyValidForms,
];

/** One odd request, which its seed and its index bring forth again. */
export interface OddRequest {
  index: number;
  form: string;
  isOpen: boolean;
  /** A binary string: each character is one byte. */
  bytes: string;
}

/**
 * The odd request number `index` of a run with this seed. Forms take turns, so that luck leaves none
 * out; tokens and addresses are those of `world`, and no two runs have the same.
 */
export function oddRequest(seed: number, index: number, world: World): OddRequest {
  const form = forms[index % forms.length];
  if (!form) throw new Error('There is no form.');
  // Seeds that follow one another would give requests that are alike.
  const own = createHash('sha256').update(`${seed}:${index}`).digest().readInt32LE();
  const [bytes = ''] = fc.sample(form.of(world), { seed: own, numRuns: 1 });
  return { index, form: form.name, isOpen: form.isOpen ?? false, bytes };
}
