import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bodyForms } from '@/tests/proofs/abuse/body-forms';
import { cookieForms } from '@/tests/proofs/abuse/cookie-forms';
import { framing } from '@/tests/proofs/abuse/framing';
import { headerForms } from '@/tests/proofs/abuse/header-forms';
import { jsonForms } from '@/tests/proofs/abuse/json-forms';
import { nearlyValidForms } from '@/tests/proofs/abuse/near-valid';
import { nextHeaders } from '@/tests/proofs/abuse/next-headers';
import { queryForms } from '@/tests/proofs/abuse/query-forms';
import { requestLines } from '@/tests/proofs/abuse/request-lines';
import type { Form, World } from '@/tests/proofs/abuse/wire';

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
 * Returns the odd request number `index` of a run with this seed. Forms take turns, so that chance
 * leaves none out; tokens and addresses are those of `world`, and no two runs have the same.
 */
export function oddRequest(seed: number, index: number, world: World): OddRequest {
  const form = forms[index % forms.length];
  if (!form) throw new Error('There is no form.');
  // Seeds that follow one another would give requests that are alike.
  const own = createHash('sha256').update(`${seed}:${index}`).digest().readInt32LE();
  const [bytes = ''] = fc.sample(form.of(world), { seed: own, numRuns: 1 });
  return { index, form: form.name, isOpen: form.isOpen ?? false, bytes };
}
