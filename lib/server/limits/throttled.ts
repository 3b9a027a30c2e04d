import { detailMessage } from '../../shared/api-error';
import { ApiError } from '../errors';

/** Too often; `limit` says what, for the log alone. */
export function throttled(limit: string, retryAfter: number): ApiError {
  const body = { detail: detailMessage.throttled(retryAfter) };
  return new ApiError('throttled', body, { retryAfter, cause: limit });
}
