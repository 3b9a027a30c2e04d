import * as z from 'zod/mini';

/** Every sentence the API says about a field. Wording: Django REST Framework 3.14 and Django 4. */
export const fieldMessage = {
  required: 'This field is required.',
  blank: 'This field may not be blank.',
  null: 'This field may not be null.',
  notAString: 'Not a valid string.',
  notAnInteger: 'A valid integer is required.',
  tooLong: (max: number) => `Ensure this field has no more than ${max} characters.`,
  nullCharacter: 'Null characters are not allowed.',
  /** A sentence of ours, in their words. */
  controlCharacter: 'Control characters are not allowed.',
  surrogate: (codeUnit: number) =>
    `Surrogate characters are not allowed: U+${codeUnit.toString(16).toUpperCase()}.`,
  email: 'Enter a valid email address.',
  username:
    'Enter a valid username. This value may contain only letters, numbers, and ./+/-/_ characters.',
  taken: (field: 'email' | 'username') => `user account with this ${field} already exists.`,
  wrongPassword: 'Invalid password.',
  unknownUid: "Invalid user id or user doesn't exist.",
  badLink: 'Invalid token for given user.',
  passwordsDiffer: "The two password fields didn't match.",
  passwordTooSimilar: (attribute: string) => `The password is too similar to the ${attribute}.`,
  passwordTooShort: (min: number) =>
    `This password is too short. It must contain at least ${min} characters.`,
  passwordTooCommon: 'This password is too common.',
  passwordNumeric: 'This password is entirely numeric.',
  passwordTooLong: (max: number) =>
    `This password is too long. It must contain at most ${max} characters.`,
} as const;

/** Every other sentence of the API, the value of `detail`. Wording: DRF, simplejwt 5.3, Djoser 2.3. */
export const detailMessage = {
  notAuthenticated: 'Authentication credentials were not provided.',
  noActiveAccount: 'No active account found with the given credentials',
  tokenNotValid: 'Token is invalid or expired',
  tokenWrongType: 'Token has wrong type',
  staleLink: 'Stale token for given user.',
  originRefused: 'CSRF Failed: Origin checking failed.',
  notFound: 'Not found.',
  methodNotAllowed: (method: string) => `Method "${method}" not allowed.`,
  mediaType: (type: string) => `Unsupported media type "${type}" in request.`,
  jsonParse: (why: string) => `JSON parse error - ${why}`,
  notADictionary: (type: string) => `Invalid data. Expected a dictionary, but got ${type}.`,
  bodyCutShort: 'Request body ended before its time.',
  tooLarge: 'Request body is too large.',
  throttled: (seconds: number) =>
    `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`,
  internal: 'Internal server error.',
  unavailable: 'Service temporarily unavailable.',
} as const;

/** Key under which rules over several fields are reported. */
export const NON_FIELD_ERRORS = 'non_field_errors';

/** Messages by field name, in the order in which the fields were declared. */
export type FieldErrors = Record<string, string[]>;

/** What any error of the API looks like: one sentence, or messages by field. */
export const ApiErrorBody = z.union([
  z.object({ detail: z.string(), code: z.optional(z.string()) }),
  z.record(z.string(), z.array(z.string())),
  // Djoser's word about a redirect_uri.
  z.string(),
]);
export type ApiErrorBody = z.infer<typeof ApiErrorBody>;
