import type { Exchange } from '@/tests/proofs/abuse/exchange';
import type { OddRequest } from '@/tests/proofs/abuse/forms';
import type { FindLeak } from '@/tests/proofs/abuse/leaks';

/** An answer that should not have been, with the request that its seed and index bring forth again. */
export interface Offence {
  what: string;
  form: string;
  index: number;
  /** The first bytes of the request, escaped, so that no terminal is spoken to. */
  request: string;
}

/** How much of a request is shown. */
const SHOWN = 300;

/** The start of a binary string in ASCII that can be printed. */
function escapeBytes(bytes: string): string {
  return bytes
    .slice(0, SHOWN)
    .replace(/[^ -~]|\\/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** An offence of a request. */
export function offence(what: string, { form, index, bytes }: OddRequest): Offence {
  return { what, form, index, request: escapeBytes(bytes) };
}

/** What an answer has done wrong, if anything. */
export function judge(
  request: OddRequest,
  { status, text }: Exchange,
  findLeak: FindLeak,
): { serverError?: Offence; leak?: Offence } {
  const leak = findLeak(text);
  return {
    ...(status !== null && status >= 500 && { serverError: offence(`${status}`, request) }),
    ...(leak !== null && { leak: offence(leak, request) }),
  };
}
