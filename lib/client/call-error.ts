import type { FetchBaseQueryError } from '@reduxjs/toolkit/query';
import type { ApiErrorBody } from '@/lib/shared/api-error';
import {
  ERROR_HEADERS,
  type ErrorCode,
  type FieldProblem,
  isErrorCode,
} from '@/lib/shared/error-codes';
import { readFieldCodes } from '@/lib/shared/error-fields';

/** The codes and the delay in the headers of an error answer. */
interface Refused {
  /** Null in an answer that is not the API's, and without any answer. */
  code: ErrorCode | null;
  /** Codes by the names of the body's fields, in the order of the sentences there. */
  fieldCodes: Readonly<Record<string, Pick<FieldProblem, 'code' | 'params'>[]>>;
  /** The delay before the next try, or null where the answer names none. */
  retryAfterSeconds: number | null;
}

/** The rejection of a failed call: its status, its body and the data of its headers. */
export interface CallError extends Refused {
  status: FetchBaseQueryError['status'];
  /** With PARSING_ERROR: the status of an answer that is not the API's, a proxy's page for one. */
  originalStatus?: number;
  /** Left out if it is not one of the API's. */
  data?: ApiErrorBody | undefined;
}

/** Reads the headers of an error answer; without an answer there are none, and so no code. */
export function readRefused(headers: Headers | undefined): Refused {
  const code = headers?.get(ERROR_HEADERS.code) ?? null;
  const retryAfter = headers?.get('Retry-After') ?? '';
  return {
    code: isErrorCode(code) ? code : null,
    fieldCodes: readFieldCodes(headers?.get(ERROR_HEADERS.fields) ?? null),
    retryAfterSeconds: /^\d+$/.test(retryAfter) ? Number(retryAfter) : null,
  };
}
