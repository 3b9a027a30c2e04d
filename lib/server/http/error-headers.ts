import type { ApiError } from '@/lib/server/errors';
import { ERROR_CODES, ERROR_HEADERS } from '@/lib/shared/error-codes';
import { writeFieldCodes } from '@/lib/shared/error-fields';

/**
 * Returns the headers of an error answer: its codes, and those that its status requires. A 401 asks
 * for `scheme` in the Authorization header, as Django REST Framework asks for its first one.
 */
export function errorHeaders({ code, options }: ApiError, scheme: string): Record<string, string> {
  const { fields, allow, retryAfter } = options;
  return {
    [ERROR_HEADERS.code]: code,
    ...(fields && { [ERROR_HEADERS.fields]: writeFieldCodes(fields) }),
    ...(ERROR_CODES[code] === 401 && { 'WWW-Authenticate': `${scheme} realm="api"` }),
    ...(allow && { Allow: allow }),
    ...(retryAfter && { 'Retry-After': String(retryAfter) }),
  };
}
