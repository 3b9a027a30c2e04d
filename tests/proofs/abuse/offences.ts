import type { Exchange } from '@/tests/proofs/abuse/exchange';
import type { OddRequest } from '@/tests/proofs/abuse/forms';
import type { FindLeak } from '@/tests/proofs/abuse/leaks';

/**
 * An answer that should not have been, with the request that its seed and index bring forth again.
 */
export interface Offence {
  what: string;
  form: string;
  index: number;
  /** The first bytes of the request, escaped, so that a terminal obeys none of them. */
  request: string;
}

/** The number of bytes of a request that are shown. */
const SHOWN = 300;

/** Returns the start of a binary string in printable ASCII. */
function escapeBytes(bytes: string): string {
  return bytes
    .slice(0, SHOWN)
    .replace(/[^ -~]|\\/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Creates the offence of a request. */
export function offence(what: string, { form, index, bytes }: OddRequest): Offence {
  return { what, form, index, request: escapeBytes(bytes) };
}

/** Returns the offence of an answer, if there is one. */
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
