import { type ApiErrorBody, detailMessage, type FieldErrors } from '@/lib/shared/api-error';
import { BREACHES, type Breach } from '@/lib/shared/bounds';

/** What went wrong; `http/respond.ts` maps each kind to its status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'too-large'
  | 'uri-too-long'
  | 'headers-too-large'
  | 'media-type'
  | 'throttled'
  | 'unavailable';

interface ApiErrorOptions {
  /** For `method-not-allowed`: the methods that are. */
  allow?: string;
  /** The caller's tokens are worthless: take them away with the answer. */
  endsSession?: boolean;
  /** When to try again, in seconds. */
  retryAfter?: number;
  cause?: unknown;
}

/** A failure that is the caller's to know. `body` is public; `message` names it for the log. */
export class ApiError extends Error {
  override name = 'ApiError';
  /** Next.js bundles routes one by one: an error of another bundle's copy is one, too. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'ApiError';
  }

  constructor(
    readonly kind: ErrorKind,
    /** Null for an answer without a body. */
    readonly body: ApiErrorBody | null,
    readonly options: ApiErrorOptions = {},
  ) {
    super(kind, { cause: options.cause });
  }
}

/** One or more fields of the body are wrong. */
export function invalidFields(errors: FieldErrors): ApiError {
  return new ApiError('invalid', errors);
}

/** The request as a whole cannot be read. */
export function badRequest(detail: string): ApiError {
  return new ApiError('invalid', { detail });
}

const BREACH_KINDS = {
  400: 'invalid',
  414: 'uri-too-long',
  431: 'headers-too-large',
} as const satisfies Record<(typeof BREACHES)[Breach]['status'], ErrorKind>;

/** A request that has too much of something. */
export function outOfBounds(breach: Breach): ApiError {
  const { status, detail } = BREACHES[breach];
  return new ApiError(BREACH_KINDS[status], { detail });
}

/** A protected endpoint without a live access token. */
export function notAuthenticated(): ApiError {
  return new ApiError('unauthenticated', { detail: detailMessage.notAuthenticated });
}

/** Unknown account, wrong password and inactive account, all alike. */
export function noActiveAccount(): ApiError {
  return new ApiError('unauthenticated', { detail: detailMessage.noActiveAccount });
}

/** A token that is forged, expired, revoked, replayed, of nobody, or of the wrong type. */
export function tokenNotValid(
  options: ApiErrorOptions = {},
  detail: string = detailMessage.tokenNotValid,
): ApiError {
  return new ApiError('unauthenticated', { detail, code: 'token_not_valid' }, options);
}

/** No such path, or nothing there that the caller may know of. */
export function notFound(): ApiError {
  return new ApiError('not-found', { detail: detailMessage.notFound });
}

/** A method that the path does not have; `allow` lists those that it has. */
export function methodNotAllowed(method: string, allow: string): ApiError {
  const body = { detail: detailMessage.methodNotAllowed(method) };
  return new ApiError('method-not-allowed', body, { allow });
}

/** Too often; `limit` says what, for the log alone. */
export function throttled(limit: string, retryAfter: number): ApiError {
  const body = { detail: detailMessage.throttled(retryAfter) };
  return new ApiError('throttled', body, { retryAfter, cause: limit });
}

/** The database does not answer; try again later. */
export function unavailable(cause: unknown): ApiError {
  const body = { detail: detailMessage.unavailable };
  return new ApiError('unavailable', body, { retryAfter: 2, cause });
}
