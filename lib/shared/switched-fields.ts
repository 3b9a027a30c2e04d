import * as z from 'zod/mini';
import {
  Email,
  Name,
  NameOrBlank,
  NewUsername,
  PresentSignUpUsername,
  PresentUsername,
  SignUpUsername,
} from '@/lib/shared/account-fields';
import { Password, Text } from '@/lib/shared/fields';
import type { RequirableField, Switches, UserField } from '@/lib/shared/switches';

// Bodies and answers that Djoser's switches change. Order is that of error messages and of answers.

const OptionalName = z.optional(NameOrBlank);

const isRequired = ({ requiredFields }: Switches, name: RequirableField) =>
  requiredFields.includes(name);

const signUpName = (switches: Switches, name: 'first_name' | 'last_name') =>
  isRequired(switches, name) ? Name : OptionalName;

/** The fields of a sign-up. */
export function signUpFields(switches: Switches) {
  const isLogin = switches.loginField === 'username';
  const isNeeded = isLogin || isRequired(switches, 'username');
  const username = isNeeded ? PresentSignUpUsername : SignUpUsername;
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

/** The fields of a change of user name, where users sign in by it. */
export function setUsernameFields({ retypes }: Switches) {
  return {
    current_password: Password,
    new_username: PresentUsername,
    ...(retypes.setLogin && { re_new_username: Text }),
  };
}

/** The fields of another user name with a link; Djoser looks at that only once they are good. */
export function resetUsernameConfirmFields({ retypes }: Switches) {
  return {
    uid: z.optional(Text),
    token: z.optional(Text),
    new_username: PresentUsername,
    ...(retypes.resetLogin && { re_new_username: Text }),
  };
}

/** A user in an answer, with the fields that USER_FIELDS names. */
export interface ShownUser extends Partial<Record<'first_name' | 'last_name' | 'email', string>> {
  id: number;
  username?: string | null;
}

const userFields: Readonly<Record<UserField, z.ZodMiniType>> = {
  first_name: z.string(),
  last_name: z.string(),
  id: z.int(),
  email: z.string(),
  username: z.nullable(z.string()),
};

/** Returns a function that makes a schema once for each switches. */
function oncePer<Schema>(make: (switches: Switches) => Schema): (switches: Switches) => Schema {
  const made = new WeakMap<Switches, Schema>();
  return (switches) => {
    const schema = made.get(switches) ?? make(switches);
    made.set(switches, schema);
    return schema;
  };
}

/** The schema of a user with these fields, in this order; `id` is always among them. */
function showing(names: readonly UserField[]): z.ZodMiniType<ShownUser> {
  const shape = Object.fromEntries(names.map((name) => [name, userFields[name]]));
  return z.object(shape) as z.ZodMiniType<unknown> as z.ZodMiniType<ShownUser>;
}

/** A user in answers. */
export const userItem = oncePer((switches) => showing(switches.userFields));

/** A page of users. */
export const userItems = oncePer((switches) => z.array(userItem(switches)));

/** A user in the answer to a sign-up, where Djoser has the login field and the id last. */
export const signUpItem = oncePer(({ userFields: names, loginField }) => {
  const last = [loginField, 'id'] as const;
  const others = names.filter((name) => !last.some((one) => one === name));
  return showing([...others, ...last.filter((name) => names.includes(name))]);
});
