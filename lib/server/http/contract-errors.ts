import type { Contract } from '@/lib/shared/contracts/contract';
import type { ErrorCode } from '@/lib/shared/error-codes';

/** The codes of refusals of any request, whatever its path. */
export const OF_EVERY_REQUEST: readonly ErrorCode[] = [
  'malformed_request',
  'too_many_parameters',
  'request_timeout',
  'uri_too_long',
  'headers_too_large',
  'internal',
  'unavailable',
];

/** The codes of refusals of any request with a body. */
const OF_EVERY_BODY: readonly ErrorCode[] = [
  'body_cut_short',
  'body_not_json',
  'body_not_an_object',
  'too_many_fields',
  'body_too_large',
  'media_type_not_supported',
];

/**
 * Returns every code with which an endpoint may refuse: those of its contract, and the common ones.
 */
export function errorsOf(contract: Contract): ReadonlySet<ErrorCode> {
  const { method, body, errors, isCrossSite, addressLimit, accountLimit, limits } = contract;
  const isUnsafe = method !== 'GET' && !isCrossSite;
  const isLimited = addressLimit || accountLimit || limits;
  return new Set<ErrorCode>([
    ...errors,
    ...OF_EVERY_REQUEST,
    ...(body ? OF_EVERY_BODY : []),
    ...(isUnsafe ? (['origin_refused'] as const) : []),
    ...(isLimited ? (['throttled'] as const) : []),
  ]);
}
