/**
 * Codes of refused requests, each with the status of its answer. Every error answer carries one, in
 * `X-Error-Code`; the body beside it is the one that Djoser's clients know. `invalid_fields` says
 * that values of fields are wrong, and it alone comes with `X-Error-Fields`, which names codes for
 * the fields of the body (see `error-fields.ts`). Any other code is the whole reason, also where
 * the body has its sentence under a field's name, as of a link that is not valid under `token`.
 */
export const ERROR_CODES = {
  // The request cannot be read, or exceeds a bound.
  malformed_request: 400,
  body_cut_short: 400,
  body_not_json: 400,
  body_not_an_object: 400,
  too_many_fields: 400,
  too_many_parameters: 400,
  request_timeout: 408,
  body_too_large: 413,
  uri_too_long: 414,
  media_type_not_supported: 415,
  headers_too_large: 431,

  // The caller, the path, the limits.
  invalid_fields: 400,
  not_authenticated: 401,
  no_active_account: 401,
  /** The same answer, but the password is right, and the account waits for its activation link. */
  activation_awaited: 401,
  /** What `no_active_account` says, at the endpoint whose clients expect a 400. */
  credentials_refused: 400,
  token_not_valid: 401,
  token_wrong_type: 401,

  // A session that is over: told to the bearer of its refresh token alone.
  /** Left unused for too long, or as old as a session gets. */
  session_expired: 401,
  /** Signed out, or ended by its user on another device. */
  session_ended: 401,
  /** One of its older refresh tokens came back: a late retry, or a copy. */
  session_reused: 401,
  session_ended_by_password: 401,
  /** The address was confirmed, or given back, by its owner. */
  session_ended_by_address: 401,
  session_ended_by_operator: 401,
  account_deactivated: 401,

  origin_refused: 403,
  /** Step-up: the session is good, but its sign-in is too long ago for this. */
  recent_sign_in_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  /** `Retry-After` says for how many seconds. */
  throttled: 429,
  internal: 500,
  unavailable: 503,

  // Mailed links.
  /** Forged, spent, too old, or of another purpose or user. */
  link_not_valid: 400,
  /** An activation link of an account that is active already. */
  link_stale: 403,
  activation_mails_off: 400,

  // Sign-in with a provider, and linked accounts.
  provider_not_supported: 404,
  redirect_refused: 400,
  state_missing: 400,
  code_missing: 400,
  /** The browser began no attempt, or lost its cookies. */
  state_unknown: 400,
  /** The browser began an attempt, but not with this state. */
  state_not_valid: 400,
  provider_canceled: 400,
  provider_unreachable: 400,
  /** The provider refused, or its answer cannot be trusted. */
  provider_failed: 400,
  account_not_active: 400,
  account_awaits_activation: 400,
  /** The former owner of the address may still want it back. */
  address_reserved: 400,
  /** The identity signs another account in. */
  identity_taken: 400,
  /** The user who began to link is not signed in any more. */
  signed_out_meanwhile: 400,
  last_way_in: 400,
  other_browser: 400,
  nothing_to_confirm: 400,
  /** A further step: follow the link that was mailed to the address in the body's `email`. */
  confirm_email: 400,
  /** A further step: name an address, which the provider did not tell. */
  name_email: 400,
} as const;

/** The code of a refused request. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The codes of sessions that are over. */
export const SESSION_END_CODES = [
  'session_expired',
  'session_ended',
  'session_reused',
  'session_ended_by_password',
  'session_ended_by_address',
  'session_ended_by_operator',
  'account_deactivated',
] as const satisfies readonly ErrorCode[];

/** The code of a session that is over: why it ended, as far as its bearer may know. */
export type SessionEndCode = (typeof SESSION_END_CODES)[number];

/** True for the code of a session that is over. */
export function isSessionEndCode(text: unknown): text is SessionEndCode {
  return (SESSION_END_CODES as readonly unknown[]).includes(text);
}

/** True for a code of the set. */
export function isErrorCode(text: string | null): text is ErrorCode {
  return text !== null && Object.hasOwn(ERROR_CODES, text);
}

/** The codes of a field's problems; some come with parameters, named here. */
export const FIELD_ERROR_CODES = [
  'required',
  'blank',
  'null',
  'not_a_string',
  'not_an_integer',
  /** `max`: characters. */
  'too_long',
  'null_character',
  'control_character',
  /** `unit`: the code unit, a number. */
  'surrogate_character',
  'not_an_email',
  'not_a_username',
  'taken',
  'wrong_password',
  'passwords_differ',
  /** Another value that is asked for twice. */
  'values_differ',
  /** `to`: the field that the password resembles. */
  'password_too_similar',
  /** `min`: characters. */
  'password_too_short',
  'password_too_common',
  'password_numeric',
  /** `max`: characters. */
  'password_too_long',
  /** Only on the command line: the account was changed by another process. */
  'changed_meanwhile',
  /** Wrong in a way that has no code of its own. */
  'invalid',
] as const;

/** The code of a field's problem. */
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];

/** True for a field's code of the set. */
export function isFieldErrorCode(text: string): text is FieldErrorCode {
  return (FIELD_ERROR_CODES as readonly string[]).includes(text);
}

/** Headers that carry the codes. */
export const ERROR_HEADERS = { code: 'X-Error-Code', fields: 'X-Error-Fields' } as const;

/** Key under which rules over several fields are reported. */
export const NON_FIELD_ERRORS = 'non_field_errors';

/** The refusal of a request as a whole: the code for programs, the sentence for people. */
export interface Refusal {
  readonly code: ErrorCode;
  /** Djoser's words, which are the API's. */
  readonly text: string;
}

/** One problem of a field: the code for programs, the sentence for people. */
export interface FieldProblem {
  readonly code: FieldErrorCode;
  /** Djoser's words, which are the API's. */
  readonly text: string;
  /** Numbers and names in the sentence. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Entries that are one `T`, or functions that make one from the words in its sentence. */
export type Catalogue<T> = Readonly<Record<string, T | ((...words: never[]) => T)>>;

/** An entry of the catalogue of refusals. */
export const refusal = (code: ErrorCode, text: string): Refusal => ({ code, text });
