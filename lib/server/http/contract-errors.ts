import type { Contract } from '@/lib/shared/contracts/contract';
import type { ErrorCode } from '@/lib/shared/error-codes';

/** Codes that any request may be refused with, whatever its path. */
export const OF_EVERY_REQUEST: readonly ErrorCode[] = [
  'malformed_request',
  'too_many_parameters',
  'request_timeout',
  'uri_too_long',
  'headers_too_large',
  'internal',
  'unavailable',
];

/** Codes that any request with a body may be refused with. */
const OF_EVERY_BODY: readonly ErrorCode[] = [
  'body_cut_short',
  'body_not_json',
  'body_not_an_object',
  'too_many_fields',
  'body_too_large',
  'media_type_not_supported',
];

/** Every code that an endpoint may refuse a request with: those of its contract, and the common ones. */
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
