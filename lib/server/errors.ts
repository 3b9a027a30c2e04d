import {
  type ApiErrorBody,
  detailMessage,
  type FieldErrors,
  fieldErrorsBody,
  fieldMessage,
} from '@/lib/shared/api-error';
import { BREACHES, type Breach } from '@/lib/shared/bounds';
import { type ErrorCode, NON_FIELD_ERRORS, type Refusal } from '@/lib/shared/error-codes';
import { areSameLetters } from '@/lib/shared/normal-forms';
import type { LoginField } from '@/lib/shared/switches';

interface ApiErrorOptions {
  /** The answer's body where it is not `{ detail }` with the sentence; null for none. */
  body?: ApiErrorBody | null;
  /** With `invalid_fields`: the problems of each. */
  fields?: FieldErrors;
  /** With `method_not_allowed`: the methods that the path has. */
  allow?: string;
  /** True if the caller's tokens are worthless: the answer deletes their cookies. */
  endsSession?: boolean;
  /** The delay before the next try, in seconds. */
  retryAfter?: number;
  cause?: unknown;
  /** With `unavailable`: the part of the server that does not answer. */
  part?: string;
}

/**
 * A failure that the caller may know, by its code, which decides the status. `body` is public;
 * `message` names the code for the log.
 */
export class ApiError extends Error {
  override name = 'ApiError';
  /** True for an error of another bundle's copy, too: Next.js bundles routes one by one. */
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

/** Returns the 400 for wrong fields of the body. */
export function invalidFields(fields: FieldErrors): ApiError {
  const options = { fields, body: fieldErrorsBody(fields) };
  return new ApiError({ code: 'invalid_fields', text: '' }, options);
}

/**
 * Throws unless a value was typed twice alike. The second is undefined where a switch has the API
 * not ask for it.
 */
export function requireSameTwice(
  what: 'password' | LoginField,
  value: string,
  again: string | undefined,
): void {
  if (again === undefined || areSameLetters(value, again)) return;
  const problem =
    what === 'password' ? fieldMessage.passwordsDiffer : fieldMessage.valuesDiffer(what);
  throw invalidFields({ [NON_FIELD_ERRORS]: [problem] });
}

/** Returns the error of a request that is refused as a whole, where Djoser's body names a field. */
export function refusedAt(field: string, refusal: Refusal): ApiError {
  return new ApiError(refusal, { body: { [field]: [refusal.text] } });
}

/** Returns the error of a request that exceeds a bound. */
export function outOfBounds(breach: Breach): ApiError {
  return new ApiError(BREACHES[breach]);
}

/** Returns the 401 of a protected endpoint without a live access token. */
export function notAuthenticated(): ApiError {
  return new ApiError(detailMessage.notAuthenticated);
}

/**
 * Returns the 401 for an unknown account, a wrong password and an inactive account, all alike; or one
 * that differs by its code, for the owner of an account that waits for its activation.
 */
export function noActiveAccount(isActivationAwaited = false): ApiError {
  const { noActiveAccount: alike, activationAwaited } = detailMessage;
  return new ApiError(isActivationAwaited ? activationAwaited : alike);
}

/** Returns the 400 for the same at Djoser's token endpoint, all alike. */
export function unableToLogIn(): ApiError {
  return refusedAt(NON_FIELD_ERRORS, detailMessage.unableToLogIn);
}

/**
 * Returns the 401 for a token that is forged, expired, revoked, replayed, without an account or of
 * the wrong type.
 */
export function tokenNotValid(
  options: Pick<ApiErrorOptions, 'endsSession'> = {},
  why: Refusal = detailMessage.tokenNotValid,
): ApiError {
  const body = { detail: why.text, code: 'token_not_valid' };
  return new ApiError(why, { ...options, body });
}

/** Returns the 404 for an unknown path, or for a thing that the caller may not know of. */
export function notFound(): ApiError {
  return new ApiError(detailMessage.notFound);
}

/** Returns the 405 for a method that the path does not have; `allow` lists those that it has. */
export function methodNotAllowed(method: string, allow: string): ApiError {
  return new ApiError(detailMessage.methodNotAllowed(method), { allow });
}

/** Returns the 429; `limit` is the limit's name, for the log alone. */
export function throttled(limit: string, retryAfter: number): ApiError {
  return new ApiError(detailMessage.throttled(retryAfter), { retryAfter, cause: limit });
}

/** Returns the 503 for a part of the server that does not answer, which the log names. */
export function unavailable(cause: unknown, part = 'database'): ApiError {
  return new ApiError(detailMessage.unavailable, { retryAfter: 2, cause, part });
}
