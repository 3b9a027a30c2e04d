import * as z from 'zod/mini';
import {
  Email,
  Name,
  NameOrBlank,
  NewUsername,
  PresentUsername,
  Username,
} from '@/lib/shared/account-fields';
import { Password, Text } from '@/lib/shared/fields';
import type { RequirableField, Switches } from '@/lib/shared/switches';

// Bodies that Djoser's switches change. Order is the order of error messages.

const OptionalName = z.optional(NameOrBlank);

const isRequired = ({ requiredFields }: Switches, name: RequirableField) =>
  requiredFields.includes(name);

const signUpName = (switches: Switches, name: 'first_name' | 'last_name') =>
  isRequired(switches, name) ? Name : OptionalName;

/** The fields of a sign-up. */
export function signUpFields(switches: Switches) {
  const isLogin = switches.loginField === 'username';
  const username = isLogin || isRequired(switches, 'username') ? PresentUsername : Username;
  return {
    first_name: signUpName(switches, 'first_name'),
    last_name: signUpName(switches, 'last_name'),
    email: Email,
    ...(isLogin && { username }),
    password: Password,
    ...(switches.retypes.signUp && { re_password: Password }),
    ...(!isLogin && { username }),
  };
}

/**
 * A name in a whole profile. A required one must be there; blank it may be only where the account
 * has none, which the use case knows.
 */
const profileName = (switches: Switches, name: 'first_name' | 'last_name') =>
  isRequired(switches, name) ? NameOrBlank : OptionalName;

/** A user name by which users sign in is changed with the password, in its own place. */
const profileUsername = ({ loginField }: Switches) =>
  loginField === 'email' && { username: NewUsername };

/** The fields of a whole profile. */
export function wholeProfileFields(switches: Switches) {
  return {
    first_name: profileName(switches, 'first_name'),
    last_name: profileName(switches, 'last_name'),
    ...profileUsername(switches),
  };
}

/** The fields of a part of a profile: none is required, whatever a sign-up requires. */
export function partOfProfileFields(switches: Switches) {
  return { first_name: OptionalName, last_name: OptionalName, ...profileUsername(switches) };
}

type SetPasswordFields = {
  new_password: typeof Password;
  re_new_password?: typeof Password;
  current_password: typeof Password;
};

/** The fields of a change of password. */
export function setPasswordFields({ retypes }: Switches): SetPasswordFields {
  return retypes.setPassword
    ? { new_password: Password, re_new_password: Password, current_password: Password }
    : { current_password: Password, new_password: Password };
}

/** The fields of a new password with a link. */
export function resetPasswordConfirmFields({ retypes }: Switches) {
  return {
    uid: Text,
    token: Text,
    new_password: Password,
    ...(retypes.resetPassword && { re_new_password: Password }),
  };
}

/** The fields of a change of address. An account without a password takes a recent sign-in. */
export function setEmailFields({ retypes, loginField }: Switches) {
  return {
    new_email: Email,
    ...(retypes.setLogin && loginField === 'email' && { re_new_email: Email }),
    current_password: z.optional(Password),
  };
}

/** The fields of another address with a link. */
export function resetEmailConfirmFields({ retypes, loginField }: Switches) {
  return {
    uid: Text,
    token: Text,
    new_email: Email,
    ...(retypes.resetLogin && loginField === 'email' && { re_new_email: Email }),
  };
}
