import type { ApiError } from '@/lib/server/errors';
import { ERROR_CODES, ERROR_HEADERS } from '@/lib/shared/error-codes';
import { writeFieldCodes } from '@/lib/shared/error-fields';

/** Returns the headers of an error answer: its codes, and those that its status requires. */
export function errorHeaders({ code, options }: ApiError): Record<string, string> {
  const { fields, allow, retryAfter } = options;
  return {
    [ERROR_HEADERS.code]: code,
    ...(fields && { [ERROR_HEADERS.fields]: writeFieldCodes(fields) }),
    ...(ERROR_CODES[code] === 401 && { 'WWW-Authenticate': 'Bearer realm="api"' }),
    ...(allow && { Allow: allow }),
    ...(retryAfter && { 'Retry-After': String(retryAfter) }),
  };
}
