import type { FetchBaseQueryError } from '@reduxjs/toolkit/query';
import {
  ERROR_HEADERS,
  type ErrorCode,
  type FieldProblem,
  isErrorCode,
} from '@/lib/shared/error-codes';
import { readFieldCodes } from '@/lib/shared/error-fields';

/** What the headers of an error answer say. */
interface Refused {
  /** Null in an answer that is not the API's, and without any answer. */
  code: ErrorCode | null;
  /** Codes by the names of the body's fields, in the order of the sentences there. */
  fieldCodes: Readonly<Record<string, Pick<FieldProblem, 'code' | 'params'>[]>>;
  /** When to try again, or null where the answer does not say. */
  retryAfterSeconds: number | null;
}

/** What a failed call rejects with: its status and body, and what the headers say, as data. */
export type CallError = FetchBaseQueryError & Refused;

/** Reads the headers of an error answer; of none, where no answer came. */
export function readRefused(headers: Headers | undefined): Refused {
  const code = headers?.get(ERROR_HEADERS.code) ?? null;
  const retryAfter = headers?.get('Retry-After') ?? '';
  return {
    code: isErrorCode(code) ? code : null,
    fieldCodes: readFieldCodes(headers?.get(ERROR_HEADERS.fields) ?? null),
    retryAfterSeconds: /^\d+$/.test(retryAfter) ? Number(retryAfter) : null,
  };
}
