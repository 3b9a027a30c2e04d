/** The fields that a sign-up can be made to require; an address always is required. */
export const REQUIRABLE_FIELDS = ['first_name', 'last_name', 'username', 'email'] as const;

/** The name of a field that a sign-up can be made to require. */
export type RequirableField = (typeof REQUIRABLE_FIELDS)[number];

/** The fields of a user that answers can show. */
export const USER_FIELDS = ['first_name', 'last_name', 'id', 'email', 'username'] as const;

/** The name of a field of a user that answers can show. */
export type UserField = (typeof USER_FIELDS)[number];

/** The fields by which users can be asked to sign in. */
export const LOGIN_FIELDS = ['email', 'username'] as const;

/** The name of the field by which users sign in. */
export type LoginField = (typeof LOGIN_FIELDS)[number];

/**
 * Djoser's switches, which change bodies and answers of the API: settings that the browser may know.
 * `lib/server/settings` reads them; pages get them from the server.
 */
export interface Switches {
  /** LOGIN_FIELD. */
  readonly loginField: LoginField;
  /** USER_REQUIRED_FIELDS. */
  readonly requiredFields: readonly RequirableField[];
  /** USER_FIELDS, in the order of the answer. */
  readonly userFields: readonly UserField[];
  /** The forms in which a new value is typed twice. */
  readonly retypes: {
    /** USER_CREATE_PASSWORD_RETYPE. */
    readonly signUp: boolean;
    /** SET_PASSWORD_RETYPE. */
    readonly setPassword: boolean;
    /** PASSWORD_RESET_CONFIRM_RETYPE. */
    readonly resetPassword: boolean;
    /** SET_USERNAME_RETYPE: of the login field, whichever that is. */
    readonly setLogin: boolean;
    /** USERNAME_RESET_CONFIRM_RETYPE: of the login field, whichever that is. */
    readonly resetLogin: boolean;
  };
}

/** The switches as the original system had them, which are the defaults of their settings. */
export const DEFAULT_SWITCHES: Switches = {
  loginField: 'email',
  requiredFields: ['first_name', 'last_name'],
  userFields: ['first_name', 'last_name', 'id', 'email'],
  retypes: {
    signUp: true,
    setPassword: false,
    resetPassword: true,
    setLogin: false,
    resetLogin: false,
  },
};
