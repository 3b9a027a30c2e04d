import { type ApiError, invalidFields } from '@/lib/server/errors';
import { errorHeaders } from '@/lib/server/http/error-headers';
import type { FieldErrors } from '@/lib/shared/api-error';
import { ERROR_CODES } from '@/lib/shared/error-codes';

/** What the API answers to a failure, for a stand-in of the network. */
export function errorAnswer(error: ApiError) {
  return { status: ERROR_CODES[error.code], body: error.body, headers: errorHeaders(error) };
}

/** What the API answers to fields that are wrong. */
export function fieldsAnswer(fields: FieldErrors) {
  return errorAnswer(invalidFields(fields));
}
