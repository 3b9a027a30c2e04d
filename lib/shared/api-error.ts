import * as z from 'zod/mini';
import {
  type Catalogue,
  type FieldErrorCode,
  type FieldProblem,
  NON_FIELD_ERRORS,
  type Refusal,
  refusal,
  type SessionEndCode,
} from '@/lib/shared/error-codes';

const problem = (code: FieldErrorCode, text: string): FieldProblem => ({ code, text });

/**
 * Every sentence the API says about a field, with its code. Wording: Django REST Framework 3.14 and
 * Django 4.
 */
export const fieldMessage = {
  required: problem('required', 'This field is required.'),
  blank: problem('blank', 'This field may not be blank.'),
  null: problem('null', 'This field may not be null.'),
  notAString: problem('not_a_string', 'Not a valid string.'),
  notAnInteger: problem('not_an_integer', 'A valid integer is required.'),
  tooLong: (max: number) => ({
    ...problem('too_long', `Ensure this field has no more than ${max} characters.`),
    params: { max },
  }),
  nullCharacter: problem('null_character', 'Null characters are not allowed.'),
  /** A sentence of ours, in their words. */
  controlCharacter: problem('control_character', 'Control characters are not allowed.'),
  surrogate: (unit: number) => ({
    ...problem(
      'surrogate_character',
      `Surrogate characters are not allowed: U+${unit.toString(16).toUpperCase()}.`,
    ),
    params: { unit },
  }),
  email: problem('not_an_email', 'Enter a valid email address.'),
  username: problem(
    'not_a_username',
    'Enter a valid username. This value may contain only letters, numbers, and ./+/-/_ characters.',
  ),
  taken: (field: 'email' | 'username') =>
    problem('taken', `user account with this ${field} already exists.`),
  /** Django's own user model says it so. */
  usernameTaken: problem('taken', 'A user with that username already exists.'),
  wrongPassword: problem('wrong_password', 'Invalid password.'),
  passwordsDiffer: problem('passwords_differ', "The two password fields didn't match."),
  valuesDiffer: (field: 'email' | 'username') =>
    problem('values_differ', `The two ${field} fields didn't match.`),
  passwordTooSimilar: (attribute: string) => ({
    ...problem('password_too_similar', `The password is too similar to the ${attribute}.`),
    params: { to: attribute.replace(' ', '_') },
  }),
  passwordTooShort: (min: number) => ({
    ...problem(
      'password_too_short',
      `This password is too short. It must contain at least ${min} characters.`,
    ),
    params: { min },
  }),
  passwordTooCommon: problem('password_too_common', 'This password is too common.'),
  passwordNumeric: problem('password_numeric', 'This password is entirely numeric.'),
  passwordTooLong: (max: number) => ({
    ...problem(
      'password_too_long',
      `This password is too long. It must contain at most ${max} characters.`,
    ),
    params: { max },
  }),
  changedMeanwhile: problem('changed_meanwhile', 'It was changed meanwhile: try again.'),
} as const satisfies Catalogue<FieldProblem>;

/**
 * Every other sentence of the API, with its code; most are the value of `detail`. Wording: DRF,
 * simplejwt 5.3, Djoser 2.3.
 */
export const detailMessage = {
  notAuthenticated: refusal('not_authenticated', 'Authentication credentials were not provided.'),
  noActiveAccount: refusal(
    'no_active_account',
    'No active account found with the given credentials',
  ),
  /** The same words: only pages of this site are told more, by the code. */
  activationAwaited: refusal(
    'activation_awaited',
    'No active account found with the given credentials',
  ),
  unableToLogIn: refusal('credentials_refused', 'Unable to log in with provided credentials.'),
  tokenNotValid: refusal('token_not_valid', 'Token is invalid or expired'),
  /** The body says no more than of any other token, since Djoser's clients know no more. */
  sessionOver: (code: SessionEndCode) => refusal(code, 'Token is invalid or expired'),
  tokenWrongType: refusal('token_wrong_type', 'Token has wrong type'),
  unknownUid: refusal('link_not_valid', "Invalid user id or user doesn't exist."),
  badLink: refusal('link_not_valid', 'Invalid token for given user.'),
  staleLink: refusal('link_stale', 'Stale token for given user.'),
  /** Djoser's answer has no body. */
  activationMailsOff: refusal('activation_mails_off', ''),
  originRefused: refusal('origin_refused', 'CSRF Failed: Origin checking failed.'),
  notFound: refusal('not_found', 'Not found.'),
  methodNotAllowed: (method: string) =>
    refusal('method_not_allowed', `Method "${method}" not allowed.`),
  /** Pages have words of their own. */
  pageMethodNotAllowed: refusal('method_not_allowed', 'Method not allowed.'),
  mediaType: (type: string) =>
    refusal('media_type_not_supported', `Unsupported media type "${type}" in request.`),
  jsonParse: (why: string) => refusal('body_not_json', `JSON parse error - ${why}`),
  notADictionary: (type: string) =>
    refusal('body_not_an_object', `Invalid data. Expected a dictionary, but got ${type}.`),
  bodyCutShort: refusal('body_cut_short', 'Request body ended before its time.'),
  tooLarge: refusal('body_too_large', 'Request body is too large.'),
  malformed: refusal('malformed_request', 'Request is malformed.'),
  tookTooLong: refusal('request_timeout', 'Request took too long.'),
  throttled: (seconds: number) =>
    refusal(
      'throttled',
      `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`,
    ),
  internal: refusal('internal', 'Internal server error.'),
  unavailable: refusal('unavailable', 'Service temporarily unavailable.'),
} as const satisfies Catalogue<Refusal>;

/** The problems by field name, in the order in which the fields were declared. */
export type FieldErrors = Record<string, FieldProblem[]>;

/** The body of field errors: their sentences by field name. */
export function fieldErrorsBody(errors: FieldErrors): Record<string, string[]> {
  const sentences = Object.entries(errors).map(([field, problems]) => [
    field,
    problems.map(({ text }) => text),
  ]);
  return Object.fromEntries(sentences);
}

/** The body of any error of the API: one sentence, a further step, or messages by field. */
export const ApiErrorBody = z.union([
  z.object({ detail: z.string(), code: z.optional(z.string()) }),
  z.object({
    [NON_FIELD_ERRORS]: z.array(z.string()),
    code: z.array(z.string()),
    /** The address that a link was mailed to, which the user must follow. */
    email: z.optional(z.string()),
  }),
  z.record(z.string(), z.array(z.string())),
  // Djoser's answer to a wrong redirect_uri.
  z.string(),
]);
export type ApiErrorBody = z.infer<typeof ApiErrorBody>;
