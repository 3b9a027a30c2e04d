import { type ApiError, invalidFields } from '@/lib/server/errors';
import { errorHeaders } from '@/lib/server/http/error-headers';
import type { FieldErrors } from '@/lib/shared/api-error';
import { ERROR_CODES } from '@/lib/shared/error-codes';

/** Returns the API's answer to a failure, for a stand-in of the network. */
export function errorAnswer(error: ApiError) {
  return {
    status: ERROR_CODES[error.code],
    body: error.body,
    headers: errorHeaders(error, 'Bearer'),
  };
}

/** Returns the API's answer to wrong fields. */
export function fieldsAnswer(fields: FieldErrors) {
  return errorAnswer(invalidFields(fields));
}
