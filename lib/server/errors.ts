import {
  type ApiErrorBody,
  detailMessage,
  type FieldErrors,
  fieldErrorsBody,
} from '@/lib/shared/api-error';
import { BREACHES, type Breach } from '@/lib/shared/bounds';
import type { ErrorCode, Refusal } from '@/lib/shared/error-codes';

interface ApiErrorOptions {
  /** The answer's body where it is not `{ detail }` with the sentence; null for none. */
  body?: ApiErrorBody | null;
  /** With `invalid_fields`: what is wrong with each. */
  fields?: FieldErrors;
  /** With `method_not_allowed`: the methods that are. */
  allow?: string;
  /** The caller's tokens are worthless: take them away with the answer. */
  endsSession?: boolean;
  /** When to try again, in seconds. */
  retryAfter?: number;
  cause?: unknown;
}

/**
 * A failure that is the caller's to know, by its code, which decides the status. `body` is public;
 * `message` names the code for the log.
 */
export class ApiError extends Error {
  override name = 'ApiError';
  /** Next.js bundles routes one by one: an error of another bundle's copy is one, too. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'ApiError';
  }

  readonly code: ErrorCode;
  /** Null for an answer without a body. */
  readonly body: ApiErrorBody | null;

  constructor(
    { code, text }: Refusal,
    readonly options: ApiErrorOptions = {},
  ) {
    super(code, { cause: options.cause });
    this.code = code;
    this.body = options.body === undefined ? { detail: text } : options.body;
  }
}

/** One or more fields of the body are wrong. */
export function invalidFields(fields: FieldErrors): ApiError {
  const options = { fields, body: fieldErrorsBody(fields) };
  return new ApiError({ code: 'invalid_fields', text: '' }, options);
}

/** Why a request as a whole is refused, where Djoser's body says it as if of a field. */
export function refusedAt(field: string, refusal: Refusal): ApiError {
  return new ApiError(refusal, { body: { [field]: [refusal.text] } });
}

/** A request that has too much of something. */
export function outOfBounds(breach: Breach): ApiError {
  return new ApiError(BREACHES[breach]);
}

/** A protected endpoint without a live access token. */
export function notAuthenticated(): ApiError {
  return new ApiError(detailMessage.notAuthenticated);
}

/** Unknown account, wrong password and inactive account, all alike. */
export function noActiveAccount(): ApiError {
  return new ApiError(detailMessage.noActiveAccount);
}

/** A token that is forged, expired, revoked, replayed, of nobody, or of the wrong type. */
export function tokenNotValid(
  options: Pick<ApiErrorOptions, 'endsSession'> = {},
  why: Refusal = detailMessage.tokenNotValid,
): ApiError {
  const body = { detail: why.text, code: 'token_not_valid' };
  return new ApiError(why, { ...options, body });
}

/** No such path, or nothing there that the caller may know of. */
export function notFound(): ApiError {
  return new ApiError(detailMessage.notFound);
}

/** A method that the path does not have; `allow` lists those that it has. */
export function methodNotAllowed(method: string, allow: string): ApiError {
  return new ApiError(detailMessage.methodNotAllowed(method), { allow });
}

/** Too often; `limit` says what, for the log alone. */
export function throttled(limit: string, retryAfter: number): ApiError {
  return new ApiError(detailMessage.throttled(retryAfter), { retryAfter, cause: limit });
}

/** The database does not answer; try again later. */
export function unavailable(cause: unknown): ApiError {
  return new ApiError(detailMessage.unavailable, { retryAfter: 2, cause });
}
